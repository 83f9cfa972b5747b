// What docs/schemas and docs/log.md say of each type of post, made of its description. With the
// variable TABELLA_WRITE_DOCUMENTS the test writes them anew.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bulletin_board/election/cosigned_post.h"
#include "bulletin_board/posts.h"
#include "bulletin_board/rules/records.h"
#include "tests/catch.h"

namespace tabella::bulletin_board::test {

namespace {

using Json = nlohmann::ordered_json;

// ---- Schemas ----

constexpr const char* kIdentifier = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";
constexpr const char* kLanguage = "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$";
// Exact in every language's numbers.
constexpr std::uint64_t kMaxNumber = (std::uint64_t{1} << 53) - 1;

Json text_like(const std::string& pattern) { return {{"type", "string"}, {"pattern", pattern}}; }
Json base64url_of(std::size_t bytes) {
  const std::size_t characters = (bytes * 4 + 2) / 3;
  return text_like("^[A-Za-z0-9_-]" + (bytes == 0 ? "+" : "{" + std::to_string(characters) + "}") +
                   "$");
}
Json number(std::uint64_t minimum, std::uint64_t maximum) {
  return {{"type", "integer"}, {"minimum", minimum}, {"maximum", maximum}};
}

Json schema_of(const Field& field, const std::string&) {
  switch (field.form) {
    case Form::identifier:
      return text_like(kIdentifier);
    case Form::key_name:
      return text_like("^[!-*,-~]+$");
    case Form::definition:
      return {{"type", "string"},
              {"minLength", 2},
              {"contentMediaType", "application/json"},
              {"contentSchema", {{"$ref", "definition.json"}}}};
    case Form::text:
      break;
  }
  return {{"type", "string"}, {"minLength", 1}};
}
// Counts and places: the rules accept no 0.
Json schema_of(const Field&, std::uint32_t) { return number(1, 0xffff'ffff); }
Json schema_of(const Field& field, std::uint64_t) { return number(field.minimum, kMaxNumber); }
Json schema_of(const Field&, const crypto::TrusteeIndex&) { return number(1, 255); }
Json schema_of(const Field& field, const Bytes&) { return base64url_of(field.size); }
template <std::size_t N>
Json schema_of(const Field&, const std::array<std::uint8_t, N>&) {
  return base64url_of(N);
}
Json schema_of(const Field&, const crypto::Element&) {
  return base64url_of(crypto::Element::kSize);
}
Json schema_of(const Field&, const VerifierKey&) {
  return text_like("^[!-*,-~]+\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{44}$");
}
Json schema_of(const Field&, const ballot::Text&) {
  return {{"type", "object"},
          {"minProperties", 1},
          {"propertyNames", {{"pattern", kLanguage}}},
          {"additionalProperties", {{"type", "string"}, {"minLength", 1}}}};
}
template <PartOfPost Part>
Json schema_of(const Field&, const Part& part);
template <class T>
Json schema_of(const Field& field, const std::vector<T>&) {
  Json list = {{"type", "array"}, {"minItems", 1}};
  if (field.most > 0) list["maxItems"] = field.most;
  list["uniqueItems"] = true;
  if constexpr (std::is_same_v<T, VerifierKey>) {
    list["items"] = schema_of(field, unread_key());
  } else {
    list["items"] = schema_of(field, T());
  }
  return list;
}

class SchemaOfFields {
 public:
  void operator()(const Field& field, const auto& value) {
    properties[field.name] = schema_of(field, value);
  }
  void constant(const char* name, std::string_view text) {
    properties[name] = {{"const", std::string(text)}};
  }
  [[nodiscard]] Json object() const {
    Json required = Json::array();
    for (const auto& [name, schema] : properties.items()) required.push_back(name);
    return {{"type", "object"},
            {"properties", properties},
            {"required", std::move(required)},
            {"additionalProperties", false}};
  }
  [[nodiscard]] Json row() const {
    Json items = Json::array();
    for (const auto& [name, schema] : properties.items()) items.push_back(schema);
    return {{"type", "array"},
            {"prefixItems", items},
            {"minItems", items.size()},
            {"maxItems", items.size()}};
  }

  Json properties = Json::object();
};

template <PartOfPost Part>
Json schema_of(const Field&, const Part& part) {
  SchemaOfFields io;
  Part::fields(io, part);
  return Part::kRow ? io.row() : io.object();
}

template <class Post>
std::string schema() {
  SchemaOfFields io;
  io.constant("type", Post::kType);
  const Post unread{};
  Post::fields(io, unread);
  Json json = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
               {"title", std::string(Post::kTitle)}};
  json.update(io.object());
  return json.dump(2) + "\n";
}

// ---- The table ----

struct CellOfFields {
  void operator()(const Field& field, const auto&) { add(field.name, field.remark); }
  void constant(const char* name, std::string_view text) {
    add(name, " (\"" + std::string(text) + "\")");
  }
  void add(const char* name, std::string_view remark) {
    cell.append(cell.empty() ? "`" : ", `").append(name).append("`").append(remark);
  }

  std::string cell;
};

std::string_view words_of(SignedBy signers) {
  switch (signers) {
    case SignedBy::board_operator:
      return "operator";
    case SignedBy::operator_and_officials:
      return "operator, then officials_threshold officials in the order of the list";
    case SignedBy::officials:
      return "officials_threshold officials";
    case SignedBy::registrar:
      return "registrar";
    case SignedBy::trustee:
      return "the trustee";
    case SignedBy::nobody:
      return "nobody";
    case SignedBy::rules:
      break;
  }
  return "the rules";
}

template <class Post>
std::string row() {
  CellOfFields io;
  const Post unread{};
  Post::fields(io, unread);
  return "| `" + std::string(Post::kType) + "` | " + io.cell + " | " +
         std::string(words_of(Post::kSignedBy)) + " |\n";
}

// ---- The documents ----

using Described =
    JoinedVariants<SignedPost, std::variant<CosignedPost, ResultRecord, BlockRecord>>::type;

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// The text in which what stands between the marks is these lines.
std::string between_marks(std::string text, const std::string& lines) {
  const std::string begin = "<!-- posts -->\n";
  const auto from = text.find(begin);
  const auto to = text.find("<!-- end -->\n", from);
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  return text.replace(from + begin.size(), to - from - begin.size(), lines);
}

}  // namespace

TEST_CASE("docs/schemas and the table of docs/log.md are what the posts' descriptions say") {
  const std::filesystem::path docs = std::filesystem::path(TABELLA_SOURCE_DIR) / "docs";
  std::string table = "| type | fields | signed by |\n|---|---|---|\n";
  std::map<std::filesystem::path, std::string> documents;
  for_each_type<Described>([&]<class Post>(std::type_identity<Post>) {
    documents[docs / "schemas" / (std::string(Post::kType) + ".json")] = schema<Post>();
    table += row<Post>();
  });
  documents[docs / "log.md"] = between_marks(text_of(docs / "log.md"), table);
  const bool writes = std::getenv("TABELLA_WRITE_DOCUMENTS") != nullptr;
  for (const auto& [path, text] : documents) {
    if (writes) std::ofstream(path, std::ios::binary) << text;
    INFO(path.string() +
         " is made of the posts' descriptions: run bulletin_board_tests with "
         "TABELLA_WRITE_DOCUMENTS=1 to write it anew");
    CHECK(text_of(path) == text);
  }
  // No schema is left of a type that is gone: the others are written by hand.
  for (const auto& file : std::filesystem::directory_iterator(docs / "schemas")) {
    const std::string stem = file.path().stem().string();
    INFO(file.path().string());
    CHECK((documents.contains(file.path()) || stem == "ballot" || stem == "tested" ||
           stem == "definition" || stem == "report"));
  }
}

}  // namespace tabella::bulletin_board::test
