#include "web/server/http/response_head.h"

#include <boost/beast/http.hpp>
#include <sstream>

namespace tabella::server {

namespace http = boost::beast::http;

namespace {

using Head = http::response<http::empty_body>;

// Everything here is public and no cookie exists, so any page may read it.
void set_cross_origin(Head& head, const Response& response) {
  head.set(http::field::access_control_allow_origin, "*");
  head.set("Cross-Origin-Resource-Policy", "cross-origin");
  head.set("Cross-Origin-Opener-Policy", "same-origin");
  if (response.allow.empty()) return;
  head.set(http::field::allow, response.allow);
  if (response.status != 204) return;
  head.set(http::field::access_control_allow_methods, response.allow);
  head.set(http::field::access_control_allow_headers, "Content-Type");
  head.set(http::field::access_control_max_age, "86400");
}

Head head_of(const Response& response, bool tls) {
  Head head;
  head.version(11);
  head.result(response.status);
  if (response.status != 204) head.set(http::field::content_type, response.content_type);
  head.set(http::field::cache_control, response.cache.empty() ? "no-store" : response.cache);
  head.set("X-Content-Type-Options", "nosniff");
  head.set("Content-Security-Policy", response.content_policy.empty()
                                          ? "default-src 'none'; frame-ancestors 'none'"
                                          : response.content_policy);
  head.set("Referrer-Policy", "no-referrer");
  // A code or a receipt can be scanned; nothing else of the device is any page's business.
  head.set("Permissions-Policy",
           "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), "
           "accelerometer=(), gyroscope=(), magnetometer=()");
  if (tls) head.set("Strict-Transport-Security", "max-age=63072000");
  if (!response.vary.empty()) head.set(http::field::vary, response.vary);
  set_cross_origin(head, response);
  if (response.retry_after > 0) {
    head.set(http::field::retry_after, std::to_string(response.retry_after));
  }
  return head;
}

std::string text_of(const Head& head) {
  std::ostringstream text;
  text << head.base();
  return text.str();
}

}  // namespace

std::string response_head(const Response& response, std::size_t body_size, bool keep_alive,
                          bool tls) {
  Head head = head_of(response, tls);
  if (response.status != 204) head.content_length(body_size);
  head.keep_alive(keep_alive);
  return text_of(head);
}

std::string stream_head(const Response& response, bool tls) {
  Head head = head_of(response, tls);
  head.keep_alive(false);
  // For proxies that would collect it.
  head.set("X-Accel-Buffering", "no");
  return text_of(head);
}

}  // namespace tabella::server
