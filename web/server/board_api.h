// What the server answers to which request, without any socket. docs/api.md.
#pragma once

#include <string_view>

#include "bulletin_board/node/node.h"
#include "web/server/request_handler.h"

namespace tabella::server {

class BoardApi : public RequestHandler {
 public:
  explicit BoardApi(bulletin_board::Node& node) : node_(node) {}

  // A post is answered from the node's thread, when its block is durable.
  void handle(const Request& request, const Respond& respond) override;

 private:
  [[nodiscard]] Response get(std::string_view path) const;
  void add(const Request& request, const Respond& respond);
  [[nodiscard]] Response status() const;
  [[nodiscard]] Response definition_of(std::string_view election) const;
  [[nodiscard]] Response result_of(std::string_view election) const;
  [[nodiscard]] Response receipt(std::string_view index) const;
  [[nodiscard]] Response metrics() const;

  bulletin_board::Node& node_;
};

}  // namespace tabella::server
