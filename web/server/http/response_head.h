// The head of an answer, with what tells browsers to be careful. docs/api.md, "Headers".
#pragma once

#include <cstddef>
#include <string>

#include "web/server/http/request_handler.h"

namespace tabella::server {

// Up to and with the empty line.
[[nodiscard]] std::string response_head(const Response& response, std::size_t body_size,
                                        bool keep_alive, bool tls);
// Of a stream, which ends with its connection.
[[nodiscard]] std::string stream_head(const Response& response, bool tls);

}  // namespace tabella::server
