#include "web/server/http/connections.h"

#include <vector>

namespace tabella::server {

std::unique_ptr<Connections::Place> Connections::enter(const std::string& address) {
  const std::lock_guard lock(mutex_);
  if (finishing_) return nullptr;
  const bool is_limited = limits_.of_address > 0;
  const auto known = by_address_.find(address);
  const std::size_t of_address = known == by_address_.end() ? 0 : known->second;
  if (open_ >= limits_.all || (is_limited && of_address >= limits_.of_address)) {
    ++turned_away_;
    return nullptr;
  }
  if (is_limited) ++by_address_[address];
  ++open_;
  return std::make_unique<Place>(*this, address);
}

Connections::Place::~Place() {
  const std::lock_guard lock(connections_.mutex_);
  --connections_.open_;
  const auto found = connections_.by_address_.find(address_);
  if (found != connections_.by_address_.end() && --found->second == 0) {
    connections_.by_address_.erase(found);
  }
}

std::unique_ptr<Connections::StreamPlace> Connections::enter_stream() {
  const std::lock_guard lock(mutex_);
  if (streams_ >= limits_.streams) return nullptr;
  ++streams_;
  return std::make_unique<StreamPlace>(*this);
}

Connections::StreamPlace::~StreamPlace() {
  const std::lock_guard lock(connections_.mutex_);
  --connections_.streams_;
}

void Connections::add(Connection* key, std::weak_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  all_.emplace(key, std::move(connection));
}

void Connections::remove(Connection* key) {
  const std::lock_guard lock(mutex_);
  all_.erase(key);
}

void Connections::finish_all() {
  std::vector<std::shared_ptr<Connection>> open;
  {
    const std::lock_guard lock(mutex_);
    finishing_ = true;
    for (const auto& [key, connection] : all_) {
      if (auto alive = connection.lock()) open.push_back(std::move(alive));
    }
  }
  for (const auto& connection : open) connection->finish();
}

bool Connections::finishing() const {
  const std::lock_guard lock(mutex_);
  return finishing_;
}

std::size_t Connections::open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

std::size_t Connections::streams() const {
  const std::lock_guard lock(mutex_);
  return streams_;
}

std::uint64_t Connections::turned_away() const {
  const std::lock_guard lock(mutex_);
  return turned_away_;
}

}  // namespace tabella::server
