#include "web/server/http/http_client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "web/server/http/tls.h"

namespace tabella::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

namespace {

// A bundle of 256 of the largest entries.
constexpr std::uint64_t kMaxResponse = std::uint64_t{32} << 20;

// One request and its answer. Asynchronous for the sake of the deadline alone.
template <class Stream>
class Exchange {
 public:
  Exchange(asio::io_context& context, Stream& stream,
           const http::request<http::string_body>& request, unsigned seconds)
      : context_(context), stream_(stream), resolver_(context), request_(request) {
    parser_.body_limit(kMaxResponse);
    beast::get_lowest_layer(stream_).expires_after(std::chrono::seconds(seconds));
  }

  [[nodiscard]] Result<HttpResponse> run(const std::string& host, const std::string& port) {
    resolver_.async_resolve(host, port, [this](beast::error_code error, const auto& found) {
      if (failed(error)) return;
      beast::get_lowest_layer(stream_).async_connect(
          found, [this](beast::error_code connected, const auto&) {
            if (!failed(connected)) shake_hands();
          });
    });
    context_.run();
    if (!response_) return Error{"http.connection", host + ":" + port, reason_};
    return *std::move(response_);
  }

 private:
  bool failed(const beast::error_code& error) {
    if (error) reason_ = error.message();
    return static_cast<bool>(error);
  }
  void shake_hands() {
    if constexpr (std::is_same_v<Stream, beast::tcp_stream>) {
      send();
    } else {
      stream_.async_handshake(asio::ssl::stream_base::client, [this](beast::error_code error) {
        if (!failed(error)) send();
      });
    }
  }
  void send() {
    http::async_write(stream_, request_, [this](beast::error_code written, std::size_t) {
      if (failed(written)) return;
      http::async_read(stream_, buffer_, parser_, [this](beast::error_code read, std::size_t) {
        if (failed(read)) return;
        response_ = {parser_.get().result_int(), parser_.get().body()};
      });
    });
  }

  asio::io_context& context_;
  Stream& stream_;
  asio::ip::tcp::resolver resolver_;
  const http::request<http::string_body>& request_;
  beast::flat_buffer buffer_;
  http::response_parser<http::string_body> parser_;
  std::optional<HttpResponse> response_;
  std::string reason_ = "no answer in time";
};

}  // namespace

struct HttpClient::Tls {
  std::shared_ptr<asio::ssl::context> context;
};

Result<HttpClient> HttpClient::to(const std::string& url, unsigned seconds) {
  HttpClient client;
  const bool has_tls = url.starts_with("https://");
  if (!has_tls && !url.starts_with("http://")) {
    return Error{"http.url", url, "does not begin with https:// or http://"};
  }
  std::string rest = url.substr(url.find("://") + 3);
  client.seconds_ = seconds;
  const auto slash = rest.find('/');
  if (slash != std::string::npos) {
    client.prefix_ = rest.substr(slash);
    rest.resize(slash);
    while (client.prefix_.ends_with('/')) client.prefix_.pop_back();
  }
  const auto colon = rest.rfind(':');
  // The colons within [] are those of an address.
  const bool has_port = colon != std::string::npos && rest.find(']', colon) == std::string::npos;
  client.host_ = has_port ? rest.substr(0, colon) : rest;
  client.port_ = has_port ? rest.substr(colon + 1) : has_tls ? "443" : "80";
  if (client.host_.starts_with('[') && client.host_.ends_with(']')) {
    client.host_ = client.host_.substr(1, client.host_.size() - 2);
  }
  if (client.host_.empty() || client.port_.empty()) return Error{"http.url", url, "has no host"};
  if (has_tls) {
    auto tls = tls_for_client();
    if (!tls) return tls.error();
    client.tls_ = std::make_shared<Tls>(Tls{*std::move(tls)});
  }
  return client;
}

Result<HttpResponse> HttpClient::get(const std::string& path) const {
  return send(false, path, "");
}

Result<HttpResponse> HttpClient::post(const std::string& path, const std::string& body) const {
  return send(true, path, body);
}

Result<HttpResponse> HttpClient::send(bool is_post, const std::string& path,
                                      const std::string& body) const {
  http::request<http::string_body> request(is_post ? http::verb::post : http::verb::get,
                                           prefix_ + path, 11);
  request.set(http::field::host, host_);
  request.body() = body;
  request.prepare_payload();
  asio::io_context context;
  if (!tls_) {
    beast::tcp_stream stream(context);
    return Exchange(context, stream, request, seconds_).run(host_, port_);
  }
  beast::ssl_stream<beast::tcp_stream> stream(context, *tls_->context);
  // The name is asked for, and has to be in the certificate.
  stream.set_verify_callback(asio::ssl::host_name_verification(host_));
  boost::system::error_code is_name;
  (void)asio::ip::make_address(host_, is_name);
  std::string name = host_;
  // What the macro SSL_set_tlsext_host_name does, without its cast.
  if (is_name) {
    SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             name.data());
  }
  return Exchange(context, stream, request, seconds_).run(host_, port_);
}

}  // namespace tabella::server
