#include "web/server/http/http_server.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <chrono>
#include <map>
#include <stdexcept>
#include <thread>
#include <vector>

#include "web/server/http/connections.h"
#include "web/server/http/http_session.h"
#include "web/server/http/tls.h"

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

std::shared_ptr<asio::ssl::context> tls_of(const HttpOptions& options) {
  if (options.tls_certificate.empty()) return nullptr;
  auto context = tls_for_server(options.tls_certificate, options.tls_key);
  if (!context) throw std::runtime_error(context.error().message());
  return *std::move(context);
}

}  // namespace

class HttpServer::Listener {
 public:
  Listener(HttpOptions options, RequestHandler& handler)
      : options_(std::move(options)),
        tls_(tls_of(options_)),
        limits_(options_),
        connections_({.all = options_.max_connections,
                      .of_address = options_.max_connections_per_address,
                      .streams = options_.max_streams}),
        acceptor_(asio::make_strand(context_)),
        pause_(acceptor_.get_executor()),
        parts_{options_, handler, connections_, limits_, tls_.get()} {
    const tcp::endpoint endpoint(asio::ip::make_address(options_.address), options_.port);
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    acceptor_.bind(endpoint);
    acceptor_.listen(asio::socket_base::max_listen_connections);
    if (options_.traffic != nullptr) {
      options_.traffic->set_gauges([this] {
        return std::map<std::string, std::uint64_t>{
            {"tabella_connections", connections_.open()},
            {"tabella_event_streams", connections_.streams()},
            {"tabella_connections_turned_away", connections_.turned_away()}};
      });
    }
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
    if (options_.traffic != nullptr) options_.traffic->set_gauges(nullptr);
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
                             begin(std::move(socket));
                             accept();
                           });
  }
  void begin(tcp::socket socket) {
    std::string address = address_of(socket);
    auto place = connections_.enter(address);
    if (!place) return;
    // An answer is one write, and nobody waits for a second one.
    boost::system::error_code ignored;
    ignored = socket.set_option(tcp::no_delay(true), ignored);
    if (tls_) {
      std::make_shared<HttpSession<TlsStream>>(TlsStream(PlainStream(std::move(socket)), *tls_),
                                               std::move(address), parts_, std::move(place))
          ->start();
    } else {
      std::make_shared<HttpSession<PlainStream>>(PlainStream(std::move(socket)), std::move(address),
                                                 parts_, std::move(place))
          ->start();
    }
  }
  void accept_later() {
    pause_.expires_after(std::chrono::milliseconds(100));
    pause_.async_wait([this](boost::system::error_code error) {
      if (!error) accept();
    });
  }

  HttpOptions options_;
  std::shared_ptr<asio::ssl::context> tls_;
  HttpLimits limits_;
  // Before the context: sessions take themselves out when it goes.
  Connections connections_;
  asio::io_context context_;
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  ServerParts parts_;
  std::vector<std::jthread> threads_;
};

HttpServer::HttpServer(HttpOptions options, RequestHandler& handler)
    : listener_(std::make_unique<Listener>(std::move(options), handler)) {}
HttpServer::~HttpServer() = default;
std::uint16_t HttpServer::port() const { return listener_->port(); }

}  // namespace tabella::server
