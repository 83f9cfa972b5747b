// The connections of one server: how many there are, in all and from each address, and who they
// are, so that they can be asked to end. Addresses are kept as long as a connection is open, and
// never written anywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace tabella::server {

// One that can be asked to end: an HttpSession.
class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;
  // The answer that is being given is the last one. From any thread.
  virtual void finish() = 0;
};

// Owned by the server's listener, and outlives all sessions. Every function may be called from any
// thread; the lock is never held while a connection is called.
class Connections {
 public:
  struct Limits {
    std::size_t all = 4096;
    std::size_t of_address = 0;  // 0: no limit
    std::size_t streams = 1024;  // of events
  };
  explicit Connections(Limits limits) : limits_(limits) {}

  // The place of one connection, which is given back when it goes; null if there is no room.
  class Place;
  [[nodiscard]] std::unique_ptr<Place> enter(const std::string& address);
  // The same for a stream of events.
  class StreamPlace;
  [[nodiscard]] std::unique_ptr<StreamPlace> enter_stream();

  void add(Connection* key, std::weak_ptr<Connection> connection);
  void remove(Connection* key);
  // Asks all of them to finish, and those that come.
  void finish_all();
  [[nodiscard]] bool finishing() const;
  [[nodiscard]] std::size_t open() const;
  [[nodiscard]] std::size_t streams() const;
  // For want of room, so far.
  [[nodiscard]] std::uint64_t turned_away() const;

 private:
  Limits limits_;
  mutable std::mutex mutex_;  // all below
  bool finishing_ = false;
  std::size_t open_ = 0;
  std::size_t streams_ = 0;
  std::uint64_t turned_away_ = 0;
  std::map<std::string, std::size_t> by_address_;
  std::map<Connection*, std::weak_ptr<Connection>> all_;
};

class Connections::Place {
 public:
  Place(Connections& connections, std::string address)
      : connections_(connections), address_(std::move(address)) {}
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place();

 private:
  Connections& connections_;
  std::string address_;
};

class Connections::StreamPlace {
 public:
  explicit StreamPlace(Connections& connections) : connections_(connections) {}
  StreamPlace(const StreamPlace&) = delete;
  StreamPlace& operator=(const StreamPlace&) = delete;
  ~StreamPlace();

 private:
  Connections& connections_;
};

}  // namespace tabella::server
