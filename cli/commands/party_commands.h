// The commands of the parties of an election: keys, signed posts, the board and its log.
#pragma once

#include "cli/commands/command.h"

namespace tabella::cli {

[[nodiscard]] Command key_command();       // key new, key show
[[nodiscard]] Command board_command();     // board new, check, backup, export
[[nodiscard]] Command serve_command();     // serve
[[nodiscard]] Command witness_command();   // witness new, serve
[[nodiscard]] Command election_command();  // election new, prepare, open, ...
[[nodiscard]] Command sign_command();      // sign
[[nodiscard]] Command post_command();      // post
[[nodiscard]] Command trustee_command();   // trustee init, join, ...
[[nodiscard]] Command roll_command();      // roll make, post
[[nodiscard]] Command vote_command();      // vote seal, cast, test
[[nodiscard]] Command test_command();      // test open
[[nodiscard]] Command receipt_command();   // receipt check
[[nodiscard]] Command record_command();    // record
[[nodiscard]] Command verify_command();    // verify
[[nodiscard]] Command follow_command();    // follow
[[nodiscard]] Command result_command();    // result
[[nodiscard]] Command page_command();      // page stamp, hash

}  // namespace tabella::cli
