#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "ballot/receipt_code.h"
#include "bulletin_board/rules/belonging.h"
#include "cli/commands/party_commands.h"
#include "cli/files/write_file.h"
#include "cli/party/announcement_text.h"
#include "cli/trustee/trustee.h"
#include "cli/trustee/trustee_folder.h"
#include "cli/trustee/trustee_rehearsal.h"

namespace tabella::cli {
namespace {

using bulletin_board::Election;
using bulletin_board::Phase;
using bulletin_board::SignedPost;

constexpr std::string_view kHelp =
    R"(usage: tabella trustee init DIR --name NAME --board URL --policy FILE
       tabella trustee join DIR ELECTION [--code CODE]
       tabella trustee next|commit|deal|certify|hold|decrypt|destroyed DIR ELECTION [--code CODE]
       tabella trustee status DIR ELECTION
       tabella trustee backup DIR FILE
       tabella trustee restore FILE DIR
       tabella trustee rehearse DIR [--trustees N] [--threshold T]

Keeps a trustee's work in DIR: the key, sealed under a passphrase, and all that it has to remember.

  init      makes the key and prints what the others need to know of it
  backup    writes DIR to FILE, reads it back and proves that its key opens; needed before commit
  join      shows an election and its check code, to be read aloud: all must see the same; and
            posts the key that this trustee makes for this election alone
  next      does what is due now, or says what the election waits for
  commit, deal, certify, hold, decrypt
            do exactly this step, and refuse if it is not due; commit says first, if it is so, that
            this trustee has rehearsed; hold posts a proof that the key is still here, before votes
            are cast
  destroyed tells everybody, once the election is over, that this key and its backups are destroyed:
            the last thing that the key signs; then delete DIR and every backup
  status    shows where the election is and who has done what
  rehearse  holds a whole ceremony and tally with throw-away keys on a board of its own, and tries
            what must be refused; the record, signed by this key, is DIR/rehearsal.txt, and its
            hash goes on the log before the ceremony

Every command verifies the whole log first, and refuses a log that does not extend the one seen
before. Totals are opened once, after the close, and only those that were computed here; none where
witnesses saw that voting was ended before its time. Every step can be cut off at any moment and run
again. With --code, join and certify compare a check code.

example:
  tabella trustee init anna --name trustee/anna --board http://127.0.0.1:8080 --policy policy.txt
  tabella trustee backup anna usb-stick/anna.backup
  tabella trustee join anna town-square-2027
  tabella trustee next anna town-square-2027
)";

int fail(const Error& error) {
  std::fprintf(stderr, "tabella: trustee: %s\n", error.message().c_str());
  // What a check found, and what was seen, are told from what cannot be used.
  const bool is_finding = error.code.starts_with("view.") || error.code == "board.invalid" ||
                          error.code == "trustee.aggregate" || error.code == "trustee.static" ||
                          error.code == "trustee.code" || error.code == "trustee.clock";
  return is_finding ? kExitDifferent : kExitCannot;
}

void line(const char* label, const std::string& value) {
  std::printf("%s", labelled(label, value).c_str());
}

// What everything but init, restore and rehearse begins with.
struct Opened {
  TrusteeFolder folder;
  VerifiedBoard verified;
  const Election& election;
};

Result<Opened> open(const std::string& path, const std::string& id) {
  auto folder = TrusteeFolder::open(path);
  if (!folder) return folder.error();
  auto verified = folder->look();
  if (!verified) return verified.error();
  const Election* election = verified->board->find(id);
  if (election == nullptr) return Error{"trustee.election", "", "the board has no election " + id};
  return Opened{*std::move(folder), *std::move(verified), *election};
}

Result<Done> compare(const Arguments& arguments, const std::string& shown) {
  const auto typed = arguments.text("code");
  if (!typed) return Done{};
  const auto code = ballot::read_receipt_code(*typed);
  if (!code) return code.error();
  if (*code == shown) return Done{};
  return Error{"trustee.code", "",
               "the check code here is " + shown + ", not " + *code + ". Stop, and report it"};
}

int init(const Arguments& arguments) {
  const auto name = arguments.text("name");
  const auto board = arguments.text("board");
  const auto policy = arguments.text("policy");
  if (!name || !board || !policy) return refuse("trustee: init needs --name, --board and --policy");
  if (!bulletin_board::is_key_name(*name)) {
    return refuse("trustee: a name has printable characters without spaces and +");
  }
  const auto passphrase = read_new_passphrase();
  if (!passphrase) return fail(passphrase.error());
  const auto folder =
      TrusteeFolder::create(arguments.operand("DIR"), *name, *board, *policy, *passphrase);
  if (!folder) return fail(folder.error());
  std::fprintf(stderr, "This key exists only in %s. Next: tabella trustee backup\n",
               folder->path().c_str());
  std::printf("%s\n", public_json(folder->public_key()).c_str());
  return kExitDone;
}

int do_step(const Arguments& arguments, std::optional<TrusteeStep> wanted);

// Shows what is joined before anything is posted.
int join(const Arguments& arguments) {
  const auto opened = open(arguments.operand("DIR"), arguments.operand("ELECTION"));
  if (!opened) return fail(opened.error());
  const auto index = find_trustee(opened->election, opened->folder.public_key());
  if (!index) {
    return fail({"trustee.none", "",
                 "the key in " + opened->folder.path() + " is no trustee of this election"});
  }
  const std::string code = announcement_code(opened->election);
  std::printf("%s", announcement_text(opened->election, index).c_str());
  if (const auto same = compare(arguments, code); !same) return fail(same.error());
  const auto joined = opened->folder.memory_of(arguments.operand("ELECTION")).join(code);
  if (!joined) return fail(joined.error());
  std::printf("Read the check code aloud: all trustees must see the same.\n");
  return do_step(arguments, TrusteeStep::join);
}

int status(const Arguments& arguments) {
  const auto opened = open(arguments.operand("DIR"), arguments.operand("ELECTION"));
  if (!opened) return fail(opened.error());
  const Election& election = opened->election;
  const auto index = find_trustee(election, opened->folder.public_key());
  if (!index) return fail({"trustee.none", "", "this key is no trustee of this election"});
  const TrusteeMemory memory = opened->folder.memory_of(arguments.operand("ELECTION"));
  line("board", opened->folder.board_url());
  line("log", std::to_string(opened->verified.board->size()) + " entries, verified");
  line("election", election.definition().id + ", phase " + std::string(name(election.phase())));
  line("trustee", to_string(*index) + ", " + opened->folder.public_key().name());
  line("backup", opened->folder.is_backed_up() ? "made, and proved to open" : "NOT made");
  line("joined", memory.has_joined() ? announcement_code(election) : "NOT joined");
  line("totals", memory.has_opened() ? "opened by this trustee" : "not opened by this trustee");
  if (election.fingerprint()) {
    line("check code", "election " + ballot::receipt_code(*election.fingerprint()));
  } else if (election.phase() == Phase::certify || election.phase() == Phase::roll) {
    line("check code", "ceremony " + ceremony_code(election));
  }
  line("", election.definition().id + " " + duty_of(election, *index).words);
  return kExitDone;
}

// "certify", or what is posted instead.
std::string words_of(const SignedPost& post, TrusteeStep step) {
  if (std::holds_alternative<bulletin_board::RehearsedPost>(post)) return "rehearsed";
  const auto* complaint = std::get_if<bulletin_board::ComplaintPost>(&post);
  if (complaint == nullptr) return std::string(name(step));
  return "the complaint about " + to_string(complaint->dealer);
}

int send(const Opened& opened, const PartyKey& key, TrusteeStep step,
         const std::vector<SignedPost>& posts) {
  if (posts.empty()) {
    std::printf("%s is on the log already\n", std::string(name(step)).c_str());
    return kExitDone;
  }
  for (const SignedPost& post : posts) {
    const std::string what = words_of(post, step);
    const auto place = opened.folder.board().post(bulletin_board::sign_post(
        post, bulletin_board::name_of(opened.election.announcement()), {key.signer()}));
    if (!place) {
      std::fprintf(stderr, "%s was refused: %s\n", what.c_str(), place.error().message().c_str());
      return kExitDifferent;
    }
    std::printf("%s: %s is entry %llu\n", key.signer().verifier().name().c_str(), what.c_str(),
                static_cast<unsigned long long>(*place));
    if (std::holds_alternative<bulletin_board::ComplaintPost>(post)) {
      std::printf("Whoever is at fault is disqualified; the others certify once more.\n");
    }
  }
  return kExitDone;
}

// Before the ceremony: what the log is to say of this trustee's rehearsal.
std::optional<SignedPost> tell_rehearsal(const Opened& opened, crypto::TrusteeIndex index) {
  const std::string& id = opened.election.definition().id;
  if (opened.election.rehearsed().contains(index)) return std::nullopt;
  const auto record = opened.folder.rehearsal();
  if (record) return bulletin_board::RehearsedPost{id, index, *record};
  std::fprintf(stderr, "This trustee has not rehearsed: tabella trustee rehearse %s\n",
               opened.folder.path().c_str());
  return std::nullopt;
}

// The checkpoint that this program has verified may show when voting ended. Anybody may post that,
// and before it is on the log nothing is opened.
Result<Opened> open_with_times(const std::string& path, const std::string& id) {
  auto opened = open(path, id);
  if (!opened || opened->election.phase() != Phase::closed || opened->election.may_be_opened()) {
    return opened;
  }
  const auto post =
      bulletin_board::due_post(id, *opened->election.policy(), opened->election.moments().all(),
                               opened->verified.checkpoint);
  if (!post) return opened;
  const auto place = opened->folder.board().post(to_bytes(bulletin_board::encode(*post)));
  // Others may have been faster.
  if (!place && place.error().code != "cosigned.covers") return place.error();
  return open(path, id);
}

// One step; the one that is due if none is named.
int do_step(const Arguments& arguments, std::optional<TrusteeStep> wanted) {
  const std::string& path = arguments.operand("DIR");
  const std::string& id = arguments.operand("ELECTION");
  const auto opened = open_with_times(path, id);
  if (!opened) return fail(opened.error());
  const auto index = find_trustee(opened->election, opened->folder.public_key());
  if (!index) return fail({"trustee.none", "", "this key is no trustee of this election"});
  const Duty duty = duty_of(opened->election, *index);
  if (!wanted && !duty.step) {
    std::printf("nothing to do: %s %s\n", id.c_str(), duty.words.c_str());
    return kExitDone;
  }
  const TrusteeStep step = wanted ? *wanted : *duty.step;
  if (step == TrusteeStep::commit && !opened->folder.is_backed_up()) {
    return fail(
        {"trustee.backup", "",
         "no backup of this key has been read back: tabella trustee backup " + path + " FILE"});
  }
  if (step == TrusteeStep::commit && opened->election.definition().trustees.must_rehearse &&
      !opened->election.rehearsed().contains(*index) && !opened->folder.rehearsal()) {
    return fail(
        {"trustee.rehearsal", "",
         "this election wants its trustees to rehearse first: tabella trustee rehearse " + path});
  }
  if (step == TrusteeStep::certify && opened->election.phase() == Phase::certify) {
    const std::string code = ceremony_code(opened->election);
    std::printf("check code of the ceremony: %s\n", code.c_str());
    if (const auto same = compare(arguments, code); !same) return fail(same.error());
  }
  const auto passphrase = read_passphrase();
  if (!passphrase) return fail(passphrase.error());
  const auto key = opened->folder.load_key(*passphrase);
  if (!key) return fail(key.error());
  const TrusteeMemory memory = opened->folder.memory_of(id);
  const auto trustee = Trustee::of(opened->election, *key, memory);
  if (!trustee) return fail(trustee.error());
  auto made = trustee->make(step);
  if (!made) return fail(made.error());
  if (made->complaint) {
    std::fprintf(stderr, "complaining: %s\n", made->complaint->message().c_str());
  }
  if (step == TrusteeStep::commit && !made->posts.empty()) {
    if (auto told = tell_rehearsal(*opened, *index)) {
      made->posts.insert(made->posts.begin(), *std::move(told));
    }
  }
  return send(*opened, *key, step, made->posts);
}

int back_up(const Arguments& arguments) {
  const auto folder = TrusteeFolder::open(arguments.operand("DIR"));
  if (!folder) return fail(folder.error());
  const auto passphrase = read_passphrase();
  if (!passphrase) return fail(passphrase.error());
  const std::string& file = arguments.operand("FILE");
  if (const auto done = folder->back_up(file, *passphrase); !done) return fail(done.error());
  std::printf("%s was read back: its key opens with this passphrase, and signs\n", file.c_str());
  return kExitDone;
}

int restore(const Arguments& arguments) {
  const auto passphrase = read_passphrase();
  if (!passphrase) return fail(passphrase.error());
  const auto folder =
      TrusteeFolder::restore(arguments.operand("FILE"), arguments.operand("DIR"), *passphrase);
  if (!folder) return fail(folder.error());
  std::printf("%s is back in %s\n", folder->public_key().name().c_str(), folder->path().c_str());
  return kExitDone;
}

int rehearse(const Arguments& arguments) {
  const auto folder = TrusteeFolder::open(arguments.operand("DIR"));
  if (!folder) return fail(folder.error());
  const auto trustees = arguments.number("trustees", 5, 2, 20);
  if (!trustees) return refuse("trustee: " + trustees.error().detail);
  const auto threshold = arguments.number("threshold", *trustees / 2 + 1, 1, *trustees - 1);
  if (!threshold) return refuse("trustee: " + threshold.error().detail);
  const auto passphrase = read_passphrase();
  if (!passphrase) return fail(passphrase.error());
  const auto key = folder->load_key(*passphrase);
  if (!key) return fail(key.error());
  const Rehearsal rehearsal = hold_rehearsal({.trustees = static_cast<std::uint32_t>(*trustees),
                                              .threshold = static_cast<std::uint32_t>(*threshold)});
  const std::string text = rehearsal.text();
  std::printf("%s", text.c_str());
  if (!rehearsal.is_complete()) {
    std::fprintf(stderr,
                 "tabella: trustee: not everything came out right, so nothing was signed\n");
    return kExitDifferent;
  }
  const bulletin_board::SignedNote record{text, {key->signer().sign(text)}};
  const auto file = folder->save_rehearsal(record.encode());
  if (!file) return fail(file.error());
  std::printf("signed record: %s\n", file->c_str());
  return kExitDone;
}

int do_next(const Arguments& arguments) { return do_step(arguments, std::nullopt); }

int do_named(const Arguments& arguments) {
  const auto rules = step_rules();
  const auto rule = std::ranges::find(rules, arguments.usage().action, &StepRule::name);
  return do_step(arguments, rule->step);
}

}  // namespace

Command trustee_command() {
  std::vector<Usage> usages = {{"init", {"DIR"}, {{"name"}, {"board"}, {"policy"}}, init},
                               {"join", {"DIR", "ELECTION"}, {{"code"}}, join},
                               {"next", {"DIR", "ELECTION"}, {{"code"}}, do_next},
                               {"status", {"DIR", "ELECTION"}, {}, status},
                               {"backup", {"DIR", "FILE"}, {}, back_up},
                               {"restore", {"FILE", "DIR"}, {}, restore},
                               {"rehearse", {"DIR"}, {{"trustees"}, {"threshold"}}, rehearse}};
  for (const StepRule& rule : step_rules()) {
    if (rule.step == TrusteeStep::join) continue;  // above
    usages.push_back({rule.name, {"DIR", "ELECTION"}, {{"code"}}, do_named});
  }
  return {.name = "trustee",
          .summary = "a trustee's work: key, ceremony, opening the totals once",
          .help = kHelp,
          .usages = std::move(usages)};
}

}  // namespace tabella::cli
