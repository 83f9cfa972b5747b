// The responses of the API whose body is JSON. docs/api.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bulletin_board/node/ballot_index.h"
#include "bulletin_board/node/board_status.h"
#include "bulletin_board/node/node.h"
#include "web/server/http/request_handler.h"
#include "web/server/receipt_checks.h"

namespace tabella::server {

// {"verdict":"refused","code":"post.size","path":"","detail":"is larger than 65535 bytes"}
[[nodiscard]] Response refusal(unsigned status, const std::string& code, const std::string& path,
                               const std::string& detail);
[[nodiscard]] Response not_found();
// method: the one that the path takes.
[[nodiscard]] Response wrong_method(std::string_view method);
// More posts wait than the node takes.
[[nodiscard]] Response busy();
// What was asked for is on the log, and the witnesses have not signed that yet.
[[nodiscard]] Response unpublished();

// To a post: {"verdict":"accepted","index":7}, or its refusal.
[[nodiscard]] Response post_response(const bulletin_board::Reply& reply);

// The elections and how far the log is, on one line. Also what a stream of events says.
[[nodiscard]] std::string status_json(
    const bulletin_board::BoardStatus& status,
    const std::optional<bulletin_board::PublishedCheckpoint>& published,
    const bulletin_board::ClockReading& clock, const ReceiptChecks& checks);
[[nodiscard]] Response status_response(std::string status_json);
[[nodiscard]] Response notices_response(const std::vector<bulletin_board::Notice>& notices);
// None: it is not on the roll.
[[nodiscard]] Response credential_response(
    const std::optional<bulletin_board::CredentialStatus>& credential);
[[nodiscard]] Response ballots_response(const std::vector<bulletin_board::FoundBallot>& ballots);

}  // namespace tabella::server
