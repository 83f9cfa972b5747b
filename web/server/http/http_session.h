// One connection: a request after another, or a stream of events. Only for http_server.cpp.
#pragma once

#include <array>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "bulletin_board/log/tiles.h"
#include "web/server/http/connections.h"
#include "web/server/http/http_limits.h"
#include "web/server/http/http_options.h"
#include "web/server/http/request_handler.h"
#include "web/server/http/request_head.h"
#include "web/server/http/response_head.h"

namespace tabella::server {

// A post and a little more, so that a larger one gets its own answer.
inline constexpr std::size_t kMaxBody = bulletin_board::kMaxEntrySize + 1024;
// What is read and dropped after a last response, so that it arrives: who closes with unread bytes
// takes back what was sent.
inline constexpr std::size_t kMaxDropped = std::size_t{1} << 20;
inline constexpr unsigned kDropSeconds = 2;
// Bytes a second below which a reader is given up.
inline constexpr std::size_t kSlowestBytes = 65'536;
// How often a stream looks for an event.
inline constexpr std::chrono::milliseconds kEventTick{250};

// What all connections of a server share.
struct ServerParts {
  const HttpOptions& options;
  RequestHandler& handler;
  Connections& connections;
  HttpLimits& limits;
  boost::asio::ssl::context* tls;
};

using PlainStream = boost::beast::tcp_stream;
using TlsStream = boost::beast::ssl_stream<boost::beast::tcp_stream>;

// Owned by its own pending operations: each of them holds a shared pointer, and the session goes
// with the last one. All members are touched on the strand of the stream alone, so it needs no
// lock. Two calls come from other threads, and both post to the strand: finish, and the response
// that a handler gives later.
template <class Stream>
class HttpSession : public Connection, public std::enable_shared_from_this<HttpSession<Stream>> {
 public:
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

  // stream: of the connection, without a word said yet. address: whom limits are kept for.
  HttpSession(Stream stream, std::string address, ServerParts& parts,
              std::unique_ptr<Connections::Place> place)
      : stream_(std::move(stream)),
        tick_(stream_.get_executor()),
        address_(std::move(address)),
        parts_(parts),
        options_(parts.options),
        connections_(parts.connections),
        place_(std::move(place)) {}
  HttpSession(const HttpSession&) = delete;
  HttpSession& operator=(const HttpSession&) = delete;
  ~HttpSession() override { connections_.remove(this); }

  void start() {
    connections_.add(this, this->weak_from_this());
    boost::asio::dispatch(stream_.get_executor(),
                          [self = this->shared_from_this()] { self->shake_hands(); });
  }

  void finish() override {
    boost::asio::post(stream_.get_executor(), [self = this->shared_from_this()] {
      self->keep_alive_ = false;
      // Waits for a request, or for an event: nothing is under way.
      if (self->idle_) self->tcp().cancel();
      self->tick_.cancel();
    });
  }

 private:
  using Error = boost::beast::error_code;

  [[nodiscard]] PlainStream& tcp() { return boost::beast::get_lowest_layer(stream_); }
  void expire_after(unsigned seconds) { tcp().expires_after(std::chrono::seconds(seconds)); }

  void shake_hands() {
    if constexpr (kTls) {
      expire_after(options_.handshake_seconds);
      stream_.async_handshake(boost::asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](Error error) {
                                if (!error) self->read_head();
                              });
    } else {
      read_head();
    }
  }

  void read_head() {
    if (connections_.finishing()) return close();
    expire_after(options_.head_seconds);
    idle_ = head_.empty();
    boost::asio::async_read_until(stream_, boost::asio::dynamic_buffer(head_, kMaxHead), "\r\n\r\n",
                                  [self = this->shared_from_this()](Error error, std::size_t size) {
                                    self->idle_ = false;
                                    if (error == boost::asio::error::not_found) {
                                      return self->refuse(431, "the header is too large");
                                    }
                                    if (error) return self->close();
                                    self->read_request(size);
                                  });
  }

  void read_request(std::size_t size) {
    const std::string_view head = std::string_view(head_).substr(0, size);
    if (const auto refusal = refuse_head(head)) return refuse(400, *refusal);
    // Checked, so the parser cannot misunderstand it; what follows it is its body.
    parser_.emplace();
    parser_->body_limit(kMaxBody);
    parser_->header_limit(kMaxHead);
    buffer_.clear();
    buffer_.commit(
        boost::asio::buffer_copy(buffer_.prepare(head_.size()), boost::asio::buffer(head_)));
    head_.clear();
    expire_after(options_.body_seconds);
    boost::beast::http::async_read(stream_, buffer_, *parser_,
                                   [self = this->shared_from_this()](Error error, std::size_t) {
                                     if (error == boost::beast::http::error::body_limit) {
                                       return self->refuse(413, "the body is too large");
                                     }
                                     if (error == boost::beast::error::timeout) {
                                       return self->close();
                                     }
                                     if (error) {
                                       return self->refuse(400, "the request is malformed");
                                     }
                                     self->handle_request();
                                   });
  }

  void handle_request() {
    const auto& request = parser_->get();
    keep_alive_ = request.keep_alive() && !connections_.finishing();
    // The first bytes of a next request may have come with this one.
    head_ = boost::beast::buffers_to_string(buffer_.data());
    const std::string target(request.target());
    const auto query = target.find('?');
    const auto languages = request[boost::beast::http::field::accept_language];
    const Request call{.method = std::string(request.method_string()),
                       .target = target.substr(0, query),
                       .query = query == std::string::npos ? "" : target.substr(query + 1),
                       .accept_language = std::string(languages.data(), languages.size()),
                       .body = request.body()};
    without_body_ = call.method == "HEAD";
    tcp().expires_never();
    asked_ = std::chrono::steady_clock::now();
    method_ = call.method;
    if (const auto wait = parts_.limits.refuse(address_, call)) {
      return write({.status = 429,
                    .content_type = "text/plain; charset=utf-8",
                    .body = "too many requests; try again later\n",
                    .retry_after = *wait,
                    .route = "limit"});
    }
    parts_.handler.handle(call, [self = this->shared_from_this()](Response response) {
      boost::asio::post(
          self->stream_.get_executor(),
          [self, response = std::move(response)]() mutable { self->write(std::move(response)); });
    });
  }

  void refuse(unsigned status, const std::string& reason) {
    keep_alive_ = false;
    asked_ = std::chrono::steady_clock::now();
    method_.clear();
    without_body_ = false;
    write({.status = status,
           .content_type = "text/plain; charset=utf-8",
           .body = reason + "\n",
           .route = "framing"});
  }

  void write(Response response) {
    if (response.events && !without_body_) return begin_stream(std::move(response));
    body_ = response.shared_body ? std::move(response.shared_body)
                                 : std::make_shared<const std::string>(std::move(response.body));
    head_text_ = response_head(response, body_->size(), keep_alive_, kTls);
    tell(response, body_->size());
    const std::array<boost::asio::const_buffer, 2> parts = {
        boost::asio::buffer(head_text_),
        without_body_ ? boost::asio::const_buffer() : boost::asio::buffer(*body_)};
    // And a little for each byte, so that a slow line can have a large bundle.
    expire_after(options_.write_seconds + static_cast<unsigned>(body_->size() / kSlowestBytes));
    boost::asio::async_write(stream_, parts,
                             [self = this->shared_from_this()](Error error, std::size_t) {
                               self->body_.reset();
                               if (error) return self->close();
                               if (!self->keep_alive_) return self->drop_rest();
                               self->read_head();
                             });
  }

  void tell(const Response& response, std::size_t size) {
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - asked_;
    const HandledRequest handled{.method = method_,
                                 .route = response.route,
                                 .status = response.status,
                                 .seconds = seconds.count(),
                                 .bytes = without_body_ ? 0 : size};
    if (options_.traffic != nullptr) options_.traffic->count(handled);
    if (options_.journal != nullptr) log(*options_.journal, handled);
  }

  // ---- A stream of events ----

  void begin_stream(Response response) {
    keep_alive_ = false;
    stream_place_ = connections_.enter_stream();
    if (!stream_place_) {
      return write({.status = 503,
                    .content_type = "text/plain; charset=utf-8",
                    .body = "too many streams of events; try again\n",
                    .retry_after = 30,
                    .route = response.route});
    }
    latest_event_ = std::move(response.events);
    head_text_ = stream_head(response, kTls);
    tell(response, 0);
    watch_for_end();
    write_line(boost::asio::buffer(head_text_));
  }

  // Nothing is expected from the client but its end.
  void watch_for_end() {
    tcp().expires_never();
    watching_ = true;
    stream_.async_read_some(boost::asio::buffer(ignored_),
                            [self = this->shared_from_this()](Error, std::size_t) {
                              self->watching_ = false;
                              self->ended_ = true;
                              self->tick_.cancel();
                              if (self->ending_) self->drop_rest();
                            });
  }

  void write_line(boost::asio::const_buffer line) {
    expire_after(options_.write_seconds);
    last_line_ = std::chrono::steady_clock::now();
    boost::asio::async_write(stream_, line,
                             [self = this->shared_from_this()](Error error, std::size_t) {
                               if (error) return self->close();
                               self->next_event();
                             });
  }

  void next_event() {
    if (ended_ || connections_.finishing()) return end_stream();
    auto event = latest_event_();
    if (event != event_) {
      event_ = std::move(event);
      return write_line(boost::asio::buffer(*event_));
    }
    if (std::chrono::steady_clock::now() - last_line_ >=
        std::chrono::seconds(options_.heartbeat_seconds)) {
      return write_line(boost::asio::buffer(std::string_view(": still here\n\n")));
    }
    tick_.expires_after(kEventTick);
    tick_.async_wait([self = this->shared_from_this()](Error) { self->next_event(); });
  }

  // One read at a time: the watch ends before the last word is said.
  void end_stream() {
    ending_ = true;
    if (watching_) {
      tcp().cancel();
    } else {
      drop_rest();
    }
  }

  // ---- The end ----

  void drop_rest() {
    expire_after(kDropSeconds);
    if constexpr (kTls) {
      stream_.async_shutdown([self = this->shared_from_this()](Error) { self->close(); });
    } else {
      Error ignored;
      ignored = tcp().socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
      drop_more();
    }
  }
  void drop_more() {
    stream_.async_read_some(boost::asio::buffer(ignored_),
                            [self = this->shared_from_this()](Error error, std::size_t size) {
                              self->dropped_ += size;
                              if (error || self->dropped_ > kMaxDropped) return;
                              self->drop_more();
                            });
  }

  void close() {
    Error ignored;
    ignored = tcp().socket().shutdown(boost::asio::ip::tcp::socket::shutdown_both, ignored);
  }

  Stream stream_;
  boost::asio::steady_timer tick_;
  std::string address_;
  ServerParts& parts_;
  const HttpOptions& options_;
  Connections& connections_;
  std::unique_ptr<Connections::Place> place_;
  std::unique_ptr<Connections::StreamPlace> stream_place_;
  std::string head_;
  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  std::string head_text_;
  std::shared_ptr<const std::string> body_;
  bool keep_alive_ = true;
  bool without_body_ = false;
  bool idle_ = false;
  bool watching_ = false;
  bool ended_ = false;   // by the client
  bool ending_ = false;  // by us
  std::string method_;
  std::chrono::steady_clock::time_point asked_;
  LatestEvent latest_event_;
  std::shared_ptr<const std::string> event_;
  std::chrono::steady_clock::time_point last_line_;
  std::array<char, 1024> ignored_{};
  std::size_t dropped_ = 0;
};

}  // namespace tabella::server
