#include "web/server/http/http_load.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <memory>

namespace tabella::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;

namespace {

// What all connections share.
struct Load {
  std::uint64_t posts;
  const NextPost& next_post;
  double posts_per_second;
  Clock::time_point start = Clock::now();
  std::uint64_t next = 0;
  LoadResponses responses;

  // When post number i is due.
  [[nodiscard]] Clock::time_point due(std::uint64_t i) const {
    if (posts_per_second <= 0) return start;
    return start + std::chrono::duration_cast<Clock::duration>(
                       std::chrono::duration<double>(static_cast<double>(i) / posts_per_second));
  }
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(asio::io_context& context, Load& load)
      : stream_(context), timer_(context), load_(load) {}

  void start(const tcp::endpoint& server) {
    stream_.connect(server);
    send_next();
  }

 private:
  void send_next() {
    if (load_.next == load_.posts) return;
    post_ = load_.next++;
    body_ = load_.next_post();
    timer_.expires_at(load_.due(post_));
    timer_.async_wait([self = shared_from_this()](beast::error_code error) {
      if (!error) self->send();
    });
  }

  void send() {
    request_ = {http::verb::post, "/add", 11};
    request_.set(http::field::host, "127.0.0.1");
    request_.body().assign(body_.begin(), body_.end());
    request_.prepare_payload();
    // Waiting for its turn after a slow response is part of a post's time.
    sent_ = load_.posts_per_second > 0 ? load_.due(post_) : Clock::now();
    http::async_write(stream_, request_,
                      [self = shared_from_this()](beast::error_code error, std::size_t) {
                        if (!error) self->read();
                      });
  }

  void read() {
    response_ = {};
    http::async_read(stream_, buffer_, response_,
                     [self = shared_from_this()](beast::error_code error, std::size_t) {
                       if (!error) self->count_response();
                     });
  }

  void count_response() {
    const std::chrono::duration<double> seconds = Clock::now() - sent_;
    load_.responses.latencies.add(seconds.count());
    ++(response_.result_int() == 201 ? load_.responses.accepted : load_.responses.refused);
    send_next();
  }

  beast::tcp_stream stream_;
  asio::steady_timer timer_;
  Load& load_;
  std::uint64_t post_ = 0;
  Bytes body_;
  Clock::time_point sent_;
  http::request<http::string_body> request_;
  http::response<http::string_body> response_;
  beast::flat_buffer buffer_;
};

}  // namespace

LoadResponses send_load(std::uint16_t port, std::uint64_t posts, const NextPost& next,
                        unsigned connections, double posts_per_second) {
  asio::io_context context;
  Load load{
      .posts = posts, .next_post = next, .posts_per_second = posts_per_second, .responses = {}};
  const tcp::endpoint server(asio::ip::make_address("127.0.0.1"), port);
  for (unsigned c = 0; c < connections; ++c) {
    std::make_shared<Connection>(context, load)->start(server);
  }
  context.run();
  return load.responses;
}

}  // namespace tabella::server
