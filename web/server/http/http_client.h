// A small client for the server's API: one request, one answer, with a deadline.
#pragma once

#include <memory>
#include <string>

#include "crypto/result.h"

namespace tabella::server {

struct HttpResponse {
  unsigned status = 0;
  std::string body;
};

// "http://host:port/prefix", or https:// with a certificate that the system trusts. Every call
// opens a connection of its own and waits for the response, so threads may share a client.
class HttpClient {
 public:
  // Codes http.url, tls.authorities. Every request has so many seconds. The authorities are read
  // now, once for all requests.
  [[nodiscard]] static Result<HttpClient> to(const std::string& url, unsigned seconds = 60);

  // Code http.connection: the server cannot be reached or does not answer.
  [[nodiscard]] Result<HttpResponse> get(const std::string& path) const;
  [[nodiscard]] Result<HttpResponse> post(const std::string& path, const std::string& body) const;

 private:
  HttpClient() = default;
  [[nodiscard]] Result<HttpResponse> send(bool is_post, const std::string& path,
                                          const std::string& body) const;

  struct Tls;

  std::shared_ptr<Tls> tls_;  // null without
  std::string host_;
  std::string port_;
  std::string prefix_;
  unsigned seconds_ = 0;
};

}  // namespace tabella::server
