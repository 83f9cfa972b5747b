#include "web/server/http/traffic.h"

#include <algorithm>
#include <sstream>

namespace tabella::server {

namespace {

std::string label(std::string_view name, std::string_view value) {
  return std::string(name) + "=\"" + std::string(value) + "\"";
}

}  // namespace

void Traffic::count(const HandledRequest& request) {
  const std::string route(request.route.empty() ? "none" : request.route);
  const auto bucket = std::ranges::lower_bound(kBounds, request.seconds) - kBounds.begin();
  const std::lock_guard lock(mutex_);
  ++responses_[{route, request.status}];
  Latency& latency = latencies_[route];
  ++latency.counts[static_cast<std::size_t>(bucket)];
  latency.sum += request.seconds;
  bytes_ += request.bytes;
}

void Traffic::count_post(const std::string& verdict) {
  const std::lock_guard lock(mutex_);
  ++posts_[verdict];
}

void Traffic::set_gauges(Gauges gauges) {
  const std::lock_guard lock(mutex_);
  gauges_ = std::move(gauges);
}

void log(Journal& journal, const HandledRequest& request) {
  const Level level =
      request.status >= 500 && request.status != 503 ? Level::warning : Level::debug;
  if (!journal.says(level)) return;
  journal.say(level, "answer",
              {{"method", std::string(request.method)},
               {"route", std::string(request.route)},
               {"status", std::uint64_t{request.status}},
               {"seconds", request.seconds},
               {"bytes", request.bytes}});
}

std::string Traffic::text() const {
  std::ostringstream out;
  const std::lock_guard lock(mutex_);
  out << "# TYPE tabella_http_requests_total counter\n";
  for (const auto& [key, count] : responses_) {
    out << "tabella_http_requests_total{" << label("route", key.first) << ","
        << label("status", std::to_string(key.second)) << "} " << count << "\n";
  }
  out << "# TYPE tabella_http_seconds histogram\n";
  for (const auto& [route, latency] : latencies_) {
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < latency.counts.size(); ++i) {
      below += latency.counts[i];
      std::ostringstream bound;
      if (i < kBounds.size()) bound << kBounds[i];
      out << "tabella_http_seconds_bucket{" << label("route", route) << ","
          << label("le", i < kBounds.size() ? bound.str() : "+Inf") << "} " << below << "\n";
    }
    out << "tabella_http_seconds_sum{" << label("route", route) << "} " << latency.sum << "\n";
    out << "tabella_http_seconds_count{" << label("route", route) << "} " << below << "\n";
  }
  out << "# TYPE tabella_http_sent_bytes_total counter\ntabella_http_sent_bytes_total " << bytes_
      << "\n# TYPE tabella_posts_total counter\n";
  for (const auto& [verdict, count] : posts_) {
    out << "tabella_posts_total{" << label("verdict", verdict) << "} " << count << "\n";
  }
  if (gauges_) {
    for (const auto& [name, value] : gauges_()) {
      out << "# TYPE " << name << " gauge\n" << name << " " << value << "\n";
    }
  }
  return out.str();
}

}  // namespace tabella::server
