// What the server answers to which request, without any socket. docs/api.md.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "bulletin_board/node/node.h"

namespace tabella::server {

struct ApiRequest {
  std::string method;
  std::string target;  // path without query
  std::string body;
};

struct ApiResponse {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  // What caches may do; empty for "no-store".
  std::string cache = {};
  // Seconds after which to try again; 0 for none.
  unsigned retry_after = 0;
};

class Api {
 public:
  explicit Api(bulletin_board::Node& node) : node_(node) {}

  using Respond = std::function<void(ApiResponse)>;
  // Calls respond once: at once, or from the node's thread when a post's block is durable.
  void handle(const ApiRequest& request, const Respond& respond);

 private:
  [[nodiscard]] ApiResponse get(std::string_view path) const;
  void add(const ApiRequest& request, const Respond& respond);
  [[nodiscard]] ApiResponse status() const;
  [[nodiscard]] ApiResponse result_of(std::string_view election) const;
  [[nodiscard]] ApiResponse receipt(std::string_view index) const;
  [[nodiscard]] ApiResponse metrics() const;

  bulletin_board::Node& node_;
};

}  // namespace tabella::server
