// What the server answers to which request, without any socket. docs/api.md.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bulletin_board/node/node.h"
#include "web/server/http/request_handler.h"
#include "web/server/http/traffic.h"
#include "web/server/pages/pages.h"
#include "web/server/receipt_checks.h"

namespace tabella::server {

// The API of one node. `tabella serve` owns it and the node, and both live longer than the
// HTTP server whose threads call handle, several at once: each part here locks for itself.
class BoardApi : public RequestHandler {
 public:
  // One request whose path has a route.
  struct Call {
    const Request& request;
    std::vector<std::string> parameters;  // of the path, in the order of the pattern
    const Respond& respond;
  };
  struct Route {
    std::string_view method;   // GET (then HEAD too) or POST
    std::string_view pattern;  // web/server/path_pattern.h
    // Responds once: at once, or later from another thread.
    void (BoardApi::*handle)(const Call&);
  };

  // pages: may be null; then their paths answer 404.
  explicit BoardApi(bulletin_board::Node& node, Pages* pages = nullptr)
      : node_(node), pages_(pages) {}

  // Every path that the server answers, with its handler: one table for requests, for the
  // description in docs/openapi.json and for the metrics.
  [[nodiscard]] static std::span<const Route> routes();
  struct Found {
    const Route* route = nullptr;
    std::vector<std::string> parameters;
  };
  [[nodiscard]] static std::optional<Found> find_route(std::string_view path);

  // What was answered; for HttpOptions.
  [[nodiscard]] Traffic& traffic() { return traffic_; }

  // "voter page of town": whose bytes are not those that officials published.
  [[nodiscard]] std::vector<std::string> pages_unlike_log() const;

  // A post is answered from the node's thread, when its block is durable.
  void handle(const Request& request, const Respond& respond) override;

 private:
  // What a handler returns, as the response.
  template <auto kResponse>
  void at_once(const Call& call);

  void add(const Call& call);
  [[nodiscard]] Response checkpoint(const Call& call) const;
  [[nodiscard]] Response tile(const Call& call) const;
  [[nodiscard]] Response receipt(const Call& call) const;

  [[nodiscard]] Response status(const Call& call) const;
  [[nodiscard]] Response events(const Call& call);
  [[nodiscard]] Response definition(const Call& call) const;
  [[nodiscard]] Response result(const Call& call) const;
  [[nodiscard]] Response notices(const Call& call) const;
  [[nodiscard]] Response credential(const Call& call) const;
  [[nodiscard]] Response ballots(const Call& call) const;
  [[nodiscard]] Response checked(const Call& call);

  [[nodiscard]] Response home(const Call& call) const;
  [[nodiscard]] Response election(const Call& call) const;
  [[nodiscard]] Response style(const Call& call) const;
  [[nodiscard]] Response vote(const Call& call) const;
  [[nodiscard]] Response check(const Call& call) const;
  [[nodiscard]] Response observe(const Call& call) const;
  [[nodiscard]] Response trustee(const Call& call) const;
  [[nodiscard]] Response authority(const Call& call) const;

  [[nodiscard]] Response healthz(const Call& call) const;
  [[nodiscard]] Response metrics(const Call& call) const;

  [[nodiscard]] bool has_page(const std::string& page) const;
  [[nodiscard]] Response page_of_election(const std::string& page, const Call& call) const;
  [[nodiscard]] std::shared_ptr<const std::string> latest_event();

  bulletin_board::Node& node_;
  Pages* pages_;
  Traffic traffic_;
  ReceiptChecks checks_;
  std::mutex event_mutex_;  // all below
  std::string shown_;       // the checkpoint of the event
  std::shared_ptr<const std::string> event_;
};

}  // namespace tabella::server
