// The pages of a release, stamped for the elections of this board. docs/api.md, "Stamped pages".
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bulletin_board/node/board_status.h"
#include "crypto/result.h"
#include "web/server/pages/stamp.h"

namespace tabella::server {

// Owned by `tabella serve`, and outlives the API. Called from all threads of the server; a page is
// stamped under the lock, once for each state of its election, and then shared.
class Pages {
 public:
  struct Settings {
    std::string policy;  // the text of policy.txt
    std::vector<std::string> operators;
    bool practice = false;
  };

  // By name ("voter.html"), as they are in a release; not all need to be there.
  // Codes of stamp_page.
  [[nodiscard]] static Result<Pages> create(std::map<std::string, std::string> files,
                                            Settings settings);
  // The names that create knows.
  [[nodiscard]] static std::vector<std::string> file_names();

  // The page ("voter") of an election; none if the release has no such page.
  [[nodiscard]] std::shared_ptr<const std::string> page(
      const std::string& page, const std::string& id,
      const bulletin_board::ElectionStatus& election);
  // Of no election.
  [[nodiscard]] std::shared_ptr<const std::string> page(const std::string& page);
  [[nodiscard]] bool has(const std::string& page) const;
  // "voter page of town": of each election that is not over, the pages for which the log lists
  // another hash than the file has that is given out here. Nobody should believe those.
  [[nodiscard]] std::vector<std::string> unlike_log(const bulletin_board::BoardStatus& board);

 private:
  struct Stamped {
    std::string stamp;
    std::shared_ptr<const std::string> page;
    bulletin_board::PageHash hash{};
  };
  Pages(std::map<std::string, std::shared_ptr<const std::string>> files, Settings settings)
      : files_(std::move(files)),
        settings_(std::move(settings)),
        mutex_(std::make_unique<std::mutex>()) {}
  [[nodiscard]] Stamp stamp_of(const std::string& page) const;
  [[nodiscard]] Stamp stamp_of(const std::string& page, const std::string& id,
                               const bulletin_board::ElectionStatus& election) const;
  // None if the release has no such page.
  [[nodiscard]] std::optional<Stamped> stamped(const Stamp& stamp);

  std::map<std::string, std::shared_ptr<const std::string>> files_;
  Settings settings_;
  std::unique_ptr<std::mutex> mutex_;                               // stamped_
  std::map<std::pair<std::string, std::string>, Stamped> stamped_;  // by page and election
};

}  // namespace tabella::server
