#include "web/server/http_server.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <chrono>
#include <thread>
#include <vector>

#include "web/server/connections.h"
#include "web/server/http_session.h"

namespace tabella::server {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

// Of IPv6, the part that one site is given.
std::string address_of(const tcp::socket& socket) {
  boost::system::error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) return "";
  const asio::ip::address address = endpoint.address();
  if (address.is_v4()) return address.to_string();
  const auto bytes = address.to_v6().to_bytes();
  return {bytes.begin(), bytes.begin() + 8};
}

}  // namespace

class HttpServer::Listener {
 public:
  Listener(HttpOptions options, RequestHandler& handler)
      : options_(std::move(options)),
        handler_(handler),
        connections_({.all = options_.max_connections,
                      .of_address = options_.max_connections_per_address,
                      .streams = options_.max_streams}),
        acceptor_(asio::make_strand(context_)),
        pause_(acceptor_.get_executor()) {
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
    asio::post(acceptor_.get_executor(), [this] {
      boost::system::error_code ignored;
      ignored = acceptor_.close(ignored);
      pause_.cancel();
      connections_.finish_all();
    });
    const auto end =
        std::chrono::steady_clock::now() + std::chrono::seconds(options_.drain_seconds);
    while (connections_.open() > 0 && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    context_.stop();
    threads_.clear();
  }

  [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

 private:
  void accept() {
    acceptor_.async_accept(asio::make_strand(context_),
                           [this](boost::system::error_code error, tcp::socket socket) {
                             if (error == asio::error::operation_aborted) return;
                             // Out of descriptors, for one: the loop goes on, a little later.
                             if (error) return accept_later();
                             if (auto place = connections_.enter(address_of(socket))) {
                               std::make_shared<HttpSession>(std::move(socket), options_, handler_,
                                                             connections_, std::move(place))
                                   ->start();
                             }
                             accept();
                           });
  }
  void accept_later() {
    pause_.expires_after(std::chrono::milliseconds(100));
    pause_.async_wait([this](boost::system::error_code error) {
      if (!error) accept();
    });
  }

  HttpOptions options_;
  RequestHandler& handler_;
  // Before the context: sessions take themselves out when it goes.
  Connections connections_;
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
