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
#include "web/server/stamp.h"

namespace tabella::server {

class Pages {
 public:
  struct Settings {
    std::string policy;  // the text of policy.txt
    std::vector<std::string> operators;
    bool practice = false;
  };

  // By name ("voter.html", "verifier.wasm"), as they are in a release; not all need to be there.
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
  // A file that is served as it is.
  [[nodiscard]] std::shared_ptr<const std::string> file(const std::string& name) const;

 private:
  struct Stamped {
    std::string stamp;
    std::shared_ptr<const std::string> page;
  };
  Pages(std::map<std::string, std::shared_ptr<const std::string>> files, Settings settings)
      : files_(std::move(files)),
        settings_(std::move(settings)),
        mutex_(std::make_unique<std::mutex>()) {}
  [[nodiscard]] std::shared_ptr<const std::string> stamped(const std::string& id,
                                                           const Stamp& stamp);

  std::map<std::string, std::shared_ptr<const std::string>> files_;
  Settings settings_;
  std::unique_ptr<std::mutex> mutex_;                               // stamped_
  std::map<std::pair<std::string, std::string>, Stamped> stamped_;  // by page and election
};

}  // namespace tabella::server
