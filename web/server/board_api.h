// What the server answers to which request, without any socket. docs/api.md.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "bulletin_board/node/node.h"
#include "web/server/http/request_handler.h"
#include "web/server/http/traffic.h"
#include "web/server/pages/pages.h"
#include "web/server/receipt_checks.h"
#include "web/server/routes.h"

namespace tabella::server {

class BoardApi : public RequestHandler {
 public:
  // pages: may be null; then their paths answer 404.
  explicit BoardApi(bulletin_board::Node& node, Pages* pages = nullptr)
      : node_(node), pages_(pages) {}

  // What was answered; for HttpOptions.
  [[nodiscard]] Traffic& traffic() { return traffic_; }

  // "voter page of town": whose bytes are not those that officials published.
  [[nodiscard]] std::vector<std::string> pages_unlike_log() const;

  // A post is answered from the node's thread, when its block is durable.
  void handle(const Request& request, const Respond& respond) override;

 private:
  // What cannot be read from the disk is answered with 500.
  [[nodiscard]] Response get_from_store(const RouteMatch& match, const Request& request);
  [[nodiscard]] Response get(const RouteMatch& match, const Request& request);
  void add(const Request& request, const Respond& respond);
  [[nodiscard]] Response home(const Request& request) const;
  [[nodiscard]] Response election_page(const std::string& election, const Request& request) const;
  [[nodiscard]] bool has_page(const std::string& page) const;
  [[nodiscard]] Response notices_of(const std::string& election) const;
  [[nodiscard]] Response checkpoint() const;
  [[nodiscard]] Response tile(const std::string& path) const;
  [[nodiscard]] Response status() const;
  [[nodiscard]] Response definition_of(const std::string& election) const;
  [[nodiscard]] Response result_of(const std::string& election) const;
  [[nodiscard]] Response credential(const std::string& election, const std::string& key) const;
  [[nodiscard]] Response ballots(const std::string& election, const std::string& prefix) const;
  [[nodiscard]] Response receipt(const std::string& index) const;
  [[nodiscard]] Response checked(const std::string& election, const Request& request);
  [[nodiscard]] Response healthz() const;
  [[nodiscard]] Response metrics() const;
  [[nodiscard]] Response page(const std::string& name, const std::string& election);
  [[nodiscard]] Response authority_page();
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
