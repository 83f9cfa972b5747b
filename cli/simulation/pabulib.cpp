#include "cli/simulation/pabulib.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>
#include <unordered_set>

#include "cli/files/separated_rows.h"

namespace tabella::cli {
namespace {

enum class Section { none, meta, projects, votes };

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

Error error_at(std::size_t line, std::string code, std::string detail) {
  return {"pabulib." + std::move(code), line_text(line), std::move(detail)};
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view item = text.substr(0, comma);
    while (item.starts_with(' ')) item.remove_prefix(1);
    while (item.ends_with(' ')) item.remove_suffix(1);
    if (!item.empty()) items.emplace_back(item);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return items;
}

Section section_of(const Row& row) {
  const bool alone = std::all_of(row.fields.begin() + 1, row.fields.end(),
                                 [](const std::string& field) { return field.empty(); });
  if (!alone) return Section::none;
  const std::string title = lower(row.fields[0]);
  if (title == "meta") return Section::meta;
  if (title == "projects") return Section::projects;
  if (title == "votes") return Section::votes;
  return Section::none;
}

// The columns of a section, by name.
class Header {
 public:
  static Result<Header> parse(const Row& row) {
    Header header;
    header.size_ = row.fields.size();
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      if (row.fields[i].empty()) continue;
      if (!header.columns_.emplace(lower(row.fields[i]), i).second) {
        return error_at(row.line, "header", "column " + row.fields[i] + " occurs twice");
      }
    }
    return header;
  }

  [[nodiscard]] bool has(const std::string& column) const { return columns_.contains(column); }

  // Empty if the column is absent, the row too short, or the field says "none".
  [[nodiscard]] std::string field(const Row& row, const std::string& column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end() || found->second >= row.fields.size()) return {};
    const std::string& field = row.fields[found->second];
    return lower(field) == "none" ? std::string() : field;
  }

  // A row with more fields than columns has been split in the wrong place.
  [[nodiscard]] bool fits(const Row& row) const {
    for (std::size_t i = size_; i < row.fields.size(); ++i) {
      if (!row.fields[i].empty()) return false;
    }
    return true;
  }

 private:
  std::map<std::string, std::size_t> columns_;
  std::size_t size_ = 0;
};

class PabulibReader {
 public:
  Result<Done> read(const std::vector<Row>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Section next = section_of(rows[i]);
      if (next != Section::none) {
        if (i + 1 == rows.size() || section_of(rows[i + 1]) != Section::none) {
          return error_at(rows[i].line, "section", "no header follows " + rows[i].fields[0]);
        }
        if (auto begun = begin_section(next, rows[i], rows[i + 1]); !begun) return begun;
        ++i;
      } else if (auto row = read_row(rows[i]); !row) {
        return row;
      }
    }
    return check_complete(rows.empty() ? 1 : rows.back().line);
  }

  [[nodiscard]] PabulibFile finish() { return std::move(file_); }

 private:
  Result<Done> begin_section(Section next, const Row& title, const Row& header) {
    const auto expected = static_cast<Section>(static_cast<int>(section_) + 1);
    if (next != expected) {
      return error_at(title.line, "section",
                      "the sections are META, PROJECTS, VOTES, in this order");
    }
    if (next == Section::projects) {
      if (auto type = read_vote_type(title.line); !type) return type;
    }
    section_ = next;
    auto columns = Header::parse(header);
    if (!columns) return columns.error();
    header_ = std::move(*columns);
    static const std::array<std::vector<std::string>, 4> kNeeded = {
        {{}, {"key", "value"}, {"project_id", "cost"}, {"vote"}}};
    for (const std::string& column : kNeeded[static_cast<std::size_t>(next)]) {
      if (!header_.has(column)) {
        return error_at(header.line, "header", "column " + column + " is missing");
      }
    }
    if (next == Section::votes && needs_points() && !header_.has("points")) {
      return error_at(
          header.line, "header",
          "column points is missing, which vote_type " + file_.meta_text("vote_type") + " needs");
    }
    return Done{};
  }

  [[nodiscard]] bool needs_points() const {
    return file_.vote_type == VoteType::cumulative || file_.vote_type == VoteType::scoring;
  }

  Result<Done> read_vote_type(std::size_t line) {
    const MetaValue* type = file_.find_meta("vote_type");
    if (type == nullptr) return error_at(line, "meta", "META has no vote_type");
    static const std::map<std::string, VoteType> kTypes = {{"approval", VoteType::approval},
                                                           {"choose-1", VoteType::choose_one},
                                                           {"cumulative", VoteType::cumulative},
                                                           {"ordinal", VoteType::ordinal},
                                                           {"scoring", VoteType::scoring}};
    const auto known = kTypes.find(lower(type->value));
    if (known == kTypes.end()) {
      return error_at(type->line, "vote_type", "unknown vote_type " + type->value);
    }
    file_.vote_type = known->second;
    return Done{};
  }

  Result<Done> read_row(const Row& row) {
    switch (section_) {
      case Section::none:
        return error_at(row.line, "section", "the file does not start with META");
      case Section::meta:
        return read_meta(row);
      case Section::projects:
        return read_project(row);
      case Section::votes:
        return read_vote(row);
    }
    return Done{};
  }

  Result<Done> read_meta(const Row& row) {
    // Comments hold semicolons that were not quoted; numbers with a rest fail when they are read.
    std::string value = row.fields.size() > 1 ? row.fields[1] : std::string();
    for (std::size_t i = 2; i < row.fields.size(); ++i) {
      if (!row.fields[i].empty()) value += "; " + row.fields[i];
    }
    const std::string key = lower(row.fields[0]);
    if (key.empty()) return error_at(row.line, "meta", "a value without a key");
    if (!file_.meta.emplace(key, MetaValue{row.line, value}).second) {
      return error_at(row.line, "meta", "key " + key + " occurs twice");
    }
    return Done{};
  }

  Result<std::optional<Decimal>> number(const Row& row, const std::string& column) const {
    const std::string text = header_.field(row, column);
    if (text.empty()) return std::optional<Decimal>();
    const auto value = Decimal::parse(text);
    if (!value) return error_at(row.line, column, text + " is not a number");
    return value;
  }

  Result<Done> read_project(const Row& row) {
    if (!header_.fits(row)) return error_at(row.line, "columns", "more fields than columns");
    PabulibProject project{.line = row.line,
                           .id = header_.field(row, "project_id"),
                           .name = header_.field(row, "name"),
                           .cost = {},
                           .votes = {},
                           .score = {},
                           .selected = {}};
    if (project.id.empty()) return error_at(row.line, "project_id", "project_id is missing");
    const auto index = static_cast<std::uint32_t>(file_.projects.size());
    if (!project_index_.emplace(project.id, index).second) {
      return error_at(row.line, "project_id", "project " + project.id + " occurs twice");
    }
    const auto cost = number(row, "cost");
    const auto votes = number(row, "votes");
    const auto score = number(row, "score");
    const auto selected = number(row, "selected");
    for (const auto* read : {&cost, &votes, &score, &selected}) {
      if (!*read) return read->error();
    }
    if (!*cost || (*cost)->units < 0) {
      return error_at(row.line, "cost", "project " + project.id + " has no cost");
    }
    project.cost = **cost;
    project.votes = *votes;
    project.score = *score;
    if (*selected) {
      if ((*selected)->places != 0 || (*selected)->units < 0 || (*selected)->units > 3) {
        return error_at(row.line, "selected", "selected is 0, 1, 2 or 3");
      }
      project.selected = static_cast<std::uint32_t>((*selected)->units);
    }
    file_.projects.push_back(std::move(project));
    return Done{};
  }

  Result<Done> read_vote(const Row& row) {
    if (!header_.fits(row)) return error_at(row.line, "columns", "more fields than columns");
    PabulibVote vote{
        .line = row.line, .voter = header_.field(row, "voter_id"), .projects = {}, .points = {}};
    if (header_.has("voter_id")) {
      if (vote.voter.empty()) return error_at(row.line, "voter_id", "voter_id is missing");
      if (!voters_.insert(vote.voter).second) {
        return error_at(row.line, "voter_id", "voter " + vote.voter + " votes twice");
      }
    }
    for (const std::string& id : split_list(header_.field(row, "vote"))) {
      const auto project = project_index_.find(id);
      if (project == project_index_.end()) {
        return error_at(row.line, "vote", "project " + id + " is not in PROJECTS");
      }
      if (std::find(vote.projects.begin(), vote.projects.end(), project->second) !=
          vote.projects.end()) {
        return error_at(row.line, "vote", "project " + id + " is named twice");
      }
      vote.projects.push_back(project->second);
    }
    if (const std::string strength = header_.field(row, "vote_strength");
        !strength.empty() && Decimal::parse(strength) != Decimal{.units = 1, .places = 0}) {
      return error_at(row.line, "vote_strength", "ballots of unequal weight cannot be simulated");
    }
    if (auto points = read_points(row, vote); !points) return points;
    file_.votes.push_back(std::move(vote));
    return Done{};
  }

  Result<Done> read_points(const Row& row, PabulibVote& vote) const {
    for (const std::string& text : split_list(header_.field(row, "points"))) {
      const auto points = Decimal::parse(text);
      if (!points) return error_at(row.line, "points", text + " is not a number");
      vote.points.push_back(*points);
    }
    if (vote.points.size() == vote.projects.size()) return Done{};
    if (vote.points.empty() && !needs_points()) return Done{};
    return error_at(row.line, "points",
                    std::to_string(vote.projects.size()) + " projects but " +
                        std::to_string(vote.points.size()) + " points");
  }

  Result<Done> check_complete(std::size_t last_line) const {
    if (section_ != Section::votes) {
      return error_at(last_line, "section", "the file ends before the section VOTES");
    }
    if (file_.projects.empty()) return error_at(last_line, "section", "PROJECTS is empty");
    if (auto count = check_count("num_projects", file_.projects.size()); !count) return count;
    return check_count("num_votes", file_.votes.size());
  }

  [[nodiscard]] Result<Done> check_count(std::string_view key, std::size_t rows) const {
    const auto stated = file_.meta_decimal(key);
    if (!stated) return stated.error();
    if (!*stated || (*stated)->scaled(0) == static_cast<std::int64_t>(rows)) return Done{};
    return error_at(
        file_.find_meta(key)->line, std::string(key),
        file_.meta_text(key) + " are announced, " + std::to_string(rows) + " are in the file");
  }

  PabulibFile file_;
  Section section_ = Section::none;
  Header header_;
  std::unordered_map<std::string, std::uint32_t> project_index_;
  std::unordered_set<std::string> voters_;
};

}  // namespace

const MetaValue* PabulibFile::find_meta(std::string_view key) const {
  const auto found = meta.find(key);
  return found == meta.end() || found->second.value.empty() ? nullptr : &found->second;
}

std::string PabulibFile::meta_text(std::string_view key) const {
  const MetaValue* found = find_meta(key);
  return found == nullptr ? std::string() : found->value;
}

Result<std::optional<Decimal>> PabulibFile::meta_decimal(std::string_view key) const {
  const MetaValue* found = find_meta(key);
  if (found == nullptr) return std::optional<Decimal>();
  const auto value = Decimal::parse(found->value);
  if (!value) return error_at(found->line, std::string(key), found->value + " is not a number");
  return value;
}

Result<PabulibFile> parse_pabulib(std::string_view text) {
  const auto rows = parse_rows(text);
  if (!rows) return rows.error();
  PabulibReader reader;
  if (auto read = reader.read(*rows); !read) return read.error();
  return reader.finish();
}

}  // namespace tabella::cli
