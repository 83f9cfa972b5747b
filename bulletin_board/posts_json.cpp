#include "bulletin_board/posts_json.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "bulletin_board/log/tiles.h"
#include "bulletin_board/rules/post_fields_json.h"

namespace tabella::bulletin_board {

using text::JsonReader;

namespace {

using Json = nlohmann::ordered_json;

constexpr auto kActWords = std::to_array<std::string_view>({"open", "close", "cancel", "archive"});

// ---- Writing: "type" first, then the fields in the order of the struct ----

Json write(const ManifestPost& post) {
  return {{"type", "manifest"},
          {"version", "tabella/v1"},
          {"origin", post.origin},
          {"operator", post.operator_key.text()}};
}

Json write(const ElectionPost& post) {
  Json officials = Json::array();
  for (const VerifierKey& key : post.officials) officials.push_back(key.text());
  Json trustees = Json::array();
  for (const TrusteeKeys& trustee : post.trustees) {
    trustees.push_back(
        Json{{"key", trustee.key.text()}, {"static", base64url(trustee.static_key.bytes())}});
  }
  return {{"type", "election"},
          {"election", post.election},
          {"definition", post.definition},
          {"officials_threshold", post.officials_threshold},
          {"officials", std::move(officials)},
          {"registrar", post.registrar.text()},
          {"trustees", std::move(trustees)}};
}

Json of_trustee(const char* type, const std::string& election, std::uint32_t trustee) {
  return {{"type", type}, {"election", election}, {"trustee", trustee}};
}

Json write(const CommitPost& post) {
  Json json = of_trustee("commit", post.election, post.trustee);
  json["hash"] = base64url(post.hash);
  return json;
}
Json write(const DealPost& post) {
  Json json = of_trustee("deal", post.election, post.trustee);
  json["dealing"] = base64url(post.dealing);
  return json;
}
Json write(const CertifyPost& post) {
  Json json = of_trustee("certify", post.election, post.trustee);
  json["certificate"] = base64url(post.certificate);
  return json;
}
Json write(const ComplaintPost& post) {
  Json json = of_trustee("complaint", post.election, post.trustee);
  json["dealer"] = post.dealer;
  json["complaint"] = base64url(post.complaint);
  return json;
}
Json write(const SharePost& post) {
  Json json = of_trustee("share", post.election, post.trustee);
  json["style"] = post.style;
  json["share"] = base64url(post.share);
  return json;
}

Json write(const RehearsedPost& post) {
  Json json = of_trustee("rehearsed", post.election, post.trustee);
  json["record"] = base64url(post.record);
  return json;
}
Json write(const KeyHeldPost& post) {
  Json json = of_trustee("key_held", post.election, post.trustee);
  json["proof"] = base64url(post.proof);
  return json;
}
Json write(const KeyDestroyedPost& post) {
  return of_trustee("key_destroyed", post.election, post.trustee);
}

Json write(const RollPost& post) {
  Json entries = Json::array();
  for (const RollPostEntry& entry : post.entries) {
    entries.push_back(
        Json::array({base64url(entry.credential.bytes()), entry.style, entry.weight}));
  }
  return {{"type", "roll"}, {"election", post.election}, {"entries", std::move(entries)}};
}
Json write(const RollEndPost& post) {
  return {{"type", "roll_end"},
          {"election", post.election},
          {"entries", post.entries},
          {"roll", base64url(post.roll)}};
}
Json write(const PagePost& post) {
  return {{"type", "page"},
          {"election", post.election},
          {"page", post.page},
          {"hash", base64url(post.hash)}};
}
// Languages in the order of their bytes.
Json write(const NoticePost& post) {
  return {{"type", "notice"}, {"election", post.election}, {"text", post.text}};
}
Json write(const RevokePost& post) {
  return {{"type", "revoke"},
          {"election", post.election},
          {"official", post.official},
          {"reason", post.reason}};
}
Json write(const ActPost& post) {
  Json json = {{"type", std::string(kActWords[static_cast<std::size_t>(post.act)])},
               {"election", post.election}};
  if (post.act == Act::cancel) json["reason"] = post.reason;
  return json;
}

// ---- Reading ----

// Every post of a trustee begins alike.
template <class Post>
Post read_trustee(const JsonReader& json) {
  Post post;
  post.election = json["election"].string();
  post.trustee = json["trustee"].number32();
  return post;
}

std::optional<SignedPost> read_manifest(const JsonReader& json) {
  json.only({"type", "version", "origin", "operator"});
  if (json["version"].string() != "tabella/v1") json["version"].refuse("version", "is not known");
  const auto key = read_key(json["operator"]);
  if (!key) return std::nullopt;
  return ManifestPost{json["origin"].string(), *key};
}

std::optional<SignedPost> read_election(const JsonReader& json) {
  json.only({"type", "election", "definition", "officials_threshold", "officials", "registrar",
             "trustees"});
  const auto registrar = read_key(json["registrar"]);
  if (!registrar) return std::nullopt;
  ElectionPost post{.election = json["election"].string(),
                    .definition = json["definition"].string(),
                    .officials_threshold = json["officials_threshold"].number32(),
                    .officials = {},
                    .registrar = *registrar,
                    .trustees = {}};
  for (const JsonReader& text : json["officials"].array()) {
    if (const auto key = read_key(text)) post.officials.push_back(*key);
  }
  for (const JsonReader& trustee : json["trustees"].array()) {
    trustee.only({"key", "static"});
    const auto key = read_key(trustee["key"]);
    if (key) post.trustees.push_back({*key, read_element(trustee["static"])});
  }
  return post;
}

std::optional<SignedPost> read_roll(const JsonReader& json) {
  json.only({"type", "election", "entries"});
  RollPost post{json["election"].string(), {}};
  for (const JsonReader& item : json["entries"].array()) {
    const auto fields = item.array();
    if (fields.size() != 3) {
      item.refuse("encoding", "is not [credential, style, weight]");
      return std::nullopt;
    }
    post.entries.push_back(
        {read_element(fields[0]), fields[1].string(), fields[2].number(1, kMaxNumber)});
  }
  return post;
}

std::optional<SignedPost> read_roll_end(const JsonReader& json) {
  json.only({"type", "election", "entries", "roll"});
  return RollEndPost{json["election"].string(), json["entries"].number(0, kMaxNumber),
                     read_array<32>(json["roll"])};
}

std::optional<SignedPost> read_page(const JsonReader& json) {
  json.only({"type", "election", "page", "hash"});
  return PagePost{json["election"].string(), json["page"].string(), read_array<32>(json["hash"])};
}

std::optional<SignedPost> read_notice(const JsonReader& json) {
  json.only({"type", "election", "text"});
  NoticePost post{json["election"].string(), {}};
  for (const auto& [language, text] : json["text"].entries()) post.text[language] = text.string();
  return post;
}

std::optional<SignedPost> read_revoke(const JsonReader& json) {
  json.only({"type", "election", "official", "reason"});
  return RevokePost{json["election"].string(), json["official"].number32(),
                    json["reason"].string()};
}

std::optional<SignedPost> read_act(const JsonReader& json, Act act) {
  ActPost post{json["election"].string(), act, {}};
  if (act == Act::cancel) {
    json.only({"type", "election", "reason"});
    post.reason = json["reason"].string();
  } else {
    json.only({"type", "election"});
  }
  return post;
}

std::optional<SignedPost> read_commit(const JsonReader& json) {
  json.only({"type", "election", "trustee", "hash"});
  auto post = read_trustee<CommitPost>(json);
  post.hash = read_bytes(json["hash"]);
  return post;
}
std::optional<SignedPost> read_deal(const JsonReader& json) {
  json.only({"type", "election", "trustee", "dealing"});
  auto post = read_trustee<DealPost>(json);
  post.dealing = read_bytes(json["dealing"]);
  return post;
}
std::optional<SignedPost> read_certify(const JsonReader& json) {
  json.only({"type", "election", "trustee", "certificate"});
  auto post = read_trustee<CertifyPost>(json);
  post.certificate = read_bytes(json["certificate"]);
  return post;
}
std::optional<SignedPost> read_complaint(const JsonReader& json) {
  json.only({"type", "election", "trustee", "dealer", "complaint"});
  auto post = read_trustee<ComplaintPost>(json);
  post.dealer = json["dealer"].number32();
  post.complaint = read_bytes(json["complaint"]);
  return post;
}
std::optional<SignedPost> read_share(const JsonReader& json) {
  json.only({"type", "election", "trustee", "style", "share"});
  auto post = read_trustee<SharePost>(json);
  post.style = json["style"].string();
  post.share = read_bytes(json["share"]);
  return post;
}

std::optional<SignedPost> read_rehearsed(const JsonReader& json) {
  json.only({"type", "election", "trustee", "record"});
  auto post = read_trustee<RehearsedPost>(json);
  post.record = read_array<32>(json["record"]);
  return post;
}
std::optional<SignedPost> read_key_held(const JsonReader& json) {
  json.only({"type", "election", "trustee", "proof"});
  auto post = read_trustee<KeyHeldPost>(json);
  post.proof = read_bytes(json["proof"]);
  return post;
}
std::optional<SignedPost> read_key_destroyed(const JsonReader& json) {
  json.only({"type", "election", "trustee"});
  return read_trustee<KeyDestroyedPost>(json);
}

std::optional<SignedPost> read(const JsonReader& json) {
  const std::string type = json["type"].string();
  if (type == "manifest") return read_manifest(json);
  if (type == "election") return read_election(json);
  if (type == "rehearsed") return read_rehearsed(json);
  if (type == "commit") return read_commit(json);
  if (type == "deal") return read_deal(json);
  if (type == "certify") return read_certify(json);
  if (type == "complaint") return read_complaint(json);
  if (type == "roll") return read_roll(json);
  if (type == "roll_end") return read_roll_end(json);
  if (type == "page") return read_page(json);
  if (type == "notice") return read_notice(json);
  if (type == "revoke") return read_revoke(json);
  if (type == "key_held") return read_key_held(json);
  if (type == "share") return read_share(json);
  if (type == "key_destroyed") return read_key_destroyed(json);
  const auto act = std::ranges::find(kActWords, type);
  if (act != kActWords.end()) return read_act(json, static_cast<Act>(act - kActWords.begin()));
  json["type"].refuse("type", "is no type of post that anybody may sign");
  return std::nullopt;
}

}  // namespace

std::string encode(const SignedPost& post) {
  return std::visit([](const auto& each) { return write(each).dump(); }, post);
}

Result<SignedPost> decode_signed_post(std::string_view line) {
  const auto json = text::parse_strict_json(line, "post", kMaxEntrySize);
  if (!json) return json.error();
  text::JsonVerdict verdict("post");
  auto post = read(JsonReader(*json, verdict));
  if (verdict.error()) return *verdict.error();
  if (!post || encode(*post) != line) {
    return Error{"post.spelling", "", "is not written in its one form"};
  }
  return *std::move(post);
}

}  // namespace tabella::bulletin_board
