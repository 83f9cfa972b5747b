#include "web/server/http_server.h"

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <optional>
#include <thread>
#include <vector>

#include "bulletin_board/tiles.h"
#include "web/server/request_head.h"

namespace tabella::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

namespace {

// A post and a little more, so that a larger one gets its own answer.
constexpr std::size_t kMaxBody = bulletin_board::kMaxEntrySize + 1024;

// One connection: a request after another.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, const HttpOptions& options, RequestHandler& handler,
          std::atomic<std::size_t>& open)
      : stream_(std::move(socket)), options_(options), handler_(handler), open_(open) {
    ++open_;
  }
  ~Session() { --open_; }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void start() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->read_head(); });
  }

 private:
  void expire_after(unsigned seconds) { stream_.expires_after(std::chrono::seconds(seconds)); }

  void read_head() {
    expire_after(options_.head_seconds);
    asio::async_read_until(stream_, asio::dynamic_buffer(head_, kMaxHead), "\r\n\r\n",
                           [self = shared_from_this()](beast::error_code error, std::size_t size) {
                             if (error == asio::error::not_found) {
                               return self->refuse(431, "the header is too large");
                             }
                             if (error) return self->close();
                             self->take_head(size);
                           });
  }

  void take_head(std::size_t size) {
    const std::string_view head = std::string_view(head_).substr(0, size);
    if (const auto refusal = refuse_head(head)) return refuse(400, *refusal);
    // Checked, so the parser cannot misunderstand it; what came behind is its body.
    parser_.emplace();
    parser_->body_limit(kMaxBody);
    parser_->header_limit(kMaxHead);
    buffer_.clear();
    buffer_.commit(asio::buffer_copy(buffer_.prepare(head_.size()), asio::buffer(head_)));
    head_.clear();
    expire_after(options_.body_seconds);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](beast::error_code error, std::size_t) {
                       if (error == http::error::body_limit) {
                         return self->refuse(413, "the body is too large");
                       }
                       if (error) return self->refuse(400, "the request is malformed");
                       self->answer();
                     });
  }

  void answer() {
    const auto& request = parser_->get();
    keep_alive_ = request.keep_alive();
    // The first bytes of a next request may have come with this one.
    head_ = beast::buffers_to_string(buffer_.data());
    const std::string target(request.target());
    const Request call{std::string(request.method_string()), target.substr(0, target.find('?')),
                       request.body()};
    stream_.expires_never();
    handler_.handle(call, [self = shared_from_this()](Response response) {
      asio::post(self->stream_.get_executor(), [self, response = std::move(response)]() mutable {
        self->write(std::move(response));
      });
    });
  }

  void refuse(unsigned status, const std::string& reason) {
    keep_alive_ = false;
    write({.status = status, .content_type = "text/plain; charset=utf-8", .body = reason + "\n"});
  }

  void write(Response response) {
    response_ = {};
    response_.version(11);
    response_.result(response.status);
    response_.set(http::field::content_type, response.content_type);
    response_.set(http::field::cache_control, response.cache.empty() ? "no-store" : response.cache);
    response_.set("X-Content-Type-Options", "nosniff");
    response_.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response_.set("Referrer-Policy", "no-referrer");
    if (response.retry_after > 0) {
      response_.set(http::field::retry_after, std::to_string(response.retry_after));
    }
    response_.keep_alive(keep_alive_);
    response_.body() = std::move(response.body);
    response_.prepare_payload();
    expire_after(options_.write_seconds);
    http::async_write(stream_, response_,
                      [self = shared_from_this()](beast::error_code error, std::size_t) {
                        if (error || !self->keep_alive_) return self->close();
                        self->read_head();
                      });
  }

  void close() {
    beast::error_code ignored;
    ignored = stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  beast::tcp_stream stream_;
  const HttpOptions& options_;
  RequestHandler& handler_;
  std::atomic<std::size_t>& open_;
  std::string head_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  http::response<http::string_body> response_;
  bool keep_alive_ = false;
};

}  // namespace

class HttpServer::Listener {
 public:
  Listener(HttpOptions options, RequestHandler& handler)
      : options_(std::move(options)), handler_(handler), acceptor_(context_), pause_(context_) {
    const tcp::endpoint endpoint(asio::ip::make_address(options_.address), options_.port);
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    acceptor_.bind(endpoint);
    acceptor_.listen(asio::socket_base::max_listen_connections);
    accept();
    for (unsigned t = 0; t < std::max(1u, options_.threads); ++t) {
      threads_.emplace_back([this] { context_.run(); });
    }
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() {
    context_.stop();
    threads_.clear();
  }

  [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

 private:
  void accept() {
    acceptor_.async_accept(
        asio::make_strand(context_), [this](beast::error_code error, tcp::socket socket) {
          if (error == asio::error::operation_aborted) return;
          // Out of descriptors, for one: the loop goes on, a little later.
          if (error) return accept_later();
          if (open_ < options_.max_connections) {
            std::make_shared<Session>(std::move(socket), options_, handler_, open_)->start();
          }
          accept();
        });
  }
  void accept_later() {
    pause_.expires_after(std::chrono::milliseconds(100));
    pause_.async_wait([this](beast::error_code error) {
      if (!error) accept();
    });
  }

  HttpOptions options_;
  RequestHandler& handler_;
  // Before the context: sessions count themselves out when it goes.
  std::atomic<std::size_t> open_ = 0;
  asio::io_context context_;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  std::vector<std::jthread> threads_;
};

HttpServer::HttpServer(HttpOptions options, RequestHandler& handler)
    : listener_(std::make_unique<Listener>(std::move(options), handler)) {}
HttpServer::~HttpServer() = default;
std::uint16_t HttpServer::port() const { return listener_->port(); }

}  // namespace tabella::server
