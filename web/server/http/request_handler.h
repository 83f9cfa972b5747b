// A request and its response, as the HTTP server and what it serves see them, without any socket.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace tabella::server {

struct Request {
  std::string method;
  std::string target;  // path without query
  std::string query;
  std::string accept_language;
  std::string body;
};

// The text of the latest event; the same object as long as it is the same event. Never null.
using LatestEvent = std::function<std::shared_ptr<const std::string>()>;

struct Response {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body = {};
  // A body that many answers share; takes the place of `body`.
  std::shared_ptr<const std::string> shared_body = {};
  // What caches may do; empty for "no-store".
  std::string cache = {};
  // What a document may load; empty for nothing at all.
  std::string content_policy = {};
  // Seconds after which to try again; 0 for none.
  unsigned retry_after = 0;
  // The methods of this path, where another was asked for.
  std::string allow = {};
  // The pattern that the path matched; for counting.
  std::string_view route = {};
  // What else the answer depends on.
  std::string vary = {};
  // A stream of server-sent events instead of a body.
  LatestEvent events = {};
};

// BoardApi or WitnessApi. Called from all threads of the server at once, so it locks for itself.
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
