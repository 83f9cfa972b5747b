#include "web/server/http_client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstdint>
#include <optional>

namespace tabella::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

namespace {

// A bundle of 256 of the largest entries.
constexpr std::uint64_t kMaxAnswer = std::uint64_t{32} << 20;

}  // namespace

Result<HttpClient> HttpClient::to(const std::string& url, unsigned seconds) {
  const std::string scheme = "http://";
  if (!url.starts_with(scheme)) return Error{"http.url", url, "does not begin with http://"};
  std::string rest = url.substr(scheme.size());
  HttpClient client;
  client.seconds_ = seconds;
  const auto slash = rest.find('/');
  if (slash != std::string::npos) {
    client.prefix_ = rest.substr(slash);
    rest.resize(slash);
    while (client.prefix_.ends_with('/')) client.prefix_.pop_back();
  }
  const auto colon = rest.rfind(':');
  client.host_ = rest.substr(0, colon);
  client.port_ = colon == std::string::npos ? "80" : rest.substr(colon + 1);
  if (client.host_.empty() || client.port_.empty()) return Error{"http.url", url, "has no host"};
  return client;
}

Result<HttpAnswer> HttpClient::get(const std::string& path) const { return send(false, path, ""); }

Result<HttpAnswer> HttpClient::post(const std::string& path, const std::string& body) const {
  return send(true, path, body);
}

Result<HttpAnswer> HttpClient::send(bool is_post, const std::string& path,
                                    const std::string& body) const {
  asio::io_context context;
  beast::tcp_stream stream(context);
  std::optional<HttpAnswer> answer;
  std::string reason = "no answer in time";
  http::request<http::string_body> request(is_post ? http::verb::post : http::verb::get,
                                           prefix_ + path, 11);
  request.set(http::field::host, host_);
  request.body() = body;
  request.prepare_payload();
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(kMaxAnswer);
  asio::ip::tcp::resolver resolver(context);

  const auto fail = [&](const beast::error_code& error) {
    if (error) reason = error.message();
    return static_cast<bool>(error);
  };
  // Asynchronous for the sake of the deadline alone.
  stream.expires_after(std::chrono::seconds(seconds_));
  resolver.async_resolve(host_, port_, [&](beast::error_code error, const auto& found) {
    if (fail(error)) return;
    stream.async_connect(found, [&](beast::error_code connected, const auto&) {
      if (fail(connected)) return;
      http::async_write(stream, request, [&](beast::error_code written, std::size_t) {
        if (fail(written)) return;
        http::async_read(stream, buffer, parser, [&](beast::error_code read, std::size_t) {
          if (fail(read)) return;
          answer = {parser.get().result_int(), parser.get().body()};
        });
      });
    });
  });
  context.run();
  if (!answer) return Error{"http.connection", host_ + ":" + port_, reason};
  return *std::move(answer);
}

}  // namespace tabella::server
