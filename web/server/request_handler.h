// What the HTTP server hands to whoever answers, without any socket.
#pragma once

#include <functional>
#include <string>

namespace tabella::server {

struct Request {
  std::string method;
  std::string target;  // path without query
  std::string body;
};

struct Response {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  // What caches may do; empty for "no-store".
  std::string cache = {};
  // Seconds after which to try again; 0 for none.
  unsigned retry_after = 0;
};

class RequestHandler {
 public:
  using Respond = std::function<void(Response)>;

  RequestHandler() = default;
  RequestHandler(const RequestHandler&) = delete;
  RequestHandler& operator=(const RequestHandler&) = delete;
  virtual ~RequestHandler() = default;

  // Calls respond once: at once, or later from another thread.
  virtual void handle(const Request& request, const Respond& respond) = 0;
};

}  // namespace tabella::server
