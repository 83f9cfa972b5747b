// What must pass: a verifier that refuses everything would catch every attack too.
#include "tests/adversary/good_election.h"
#include "tests/adversary/mutation.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::adversary {

using namespace bulletin_board;

namespace {

// One question, one district.
ballot::Definition plain(ballot::Kind kind, std::uint32_t options = 3) {
  auto question = ballot::test::question("vote", std::move(kind), ballot::test::options(options));
  auto made = ballot::test::definition({question}, 60);
  made.id = "control-2027";
  return made;
}

ballot::Answers chosen(std::uint32_t option) {
  ballot::Answers answers;
  answers.add(ballot::Chosen{{option}});
  return answers;
}

class Control {
 public:
  explicit Control(ballot::Definition definition, std::size_t voters = 12)
      : parties(randomness_, std::move(definition), Parties::VoterKeys::drawn, voters),
        script(parties.script_until_open()) {}

  void vote(const std::string& step, std::size_t voter, std::uint64_t sequence,
            const std::function<ballot::Answers()>& answers) {
    script.add({step, [this, step, voter, sequence, answers](const Board& board) {
                  return parties.ballot(board, step, voter, sequence, answers());
                }});
  }
  // Held, sealed and verified.
  void require_valid() {
    parties.add_tally(script, {1, 3, 4});
    hold(script, held);
    const auto record = seal_record(held.memory.entries, parties);
    const Verdict verdict = verify(record);
    INFO(verifier::text_of(verdict.report));
    REQUIRE(verdict.report.valid());
    REQUIRE(verdict.replayed == held.memory.entries.size());
  }
  const tally::QuestionCount& count() const {
    return parties.on(held.memory.board).results()->front().count;
  }

 private:
  SeededRandomness randomness_{"control"};

 public:
  Parties parties;
  Script script;
  Held held;
};

}  // namespace

TEST_CASE("the good record is valid, with three of five trustees and a tested ballot") {
  SeededRandomness randomness("tabella");
  Parties parties(randomness, good_definition());
  Held held;
  hold(parties.script(), held);
  const Verdict verdict = verify(seal_record(held.memory.entries, parties));
  INFO(verifier::text_of(verdict.report));
  REQUIRE(verdict.report.valid());
  for (const verifier::CheckReport& check : verdict.report.checks()) {
    INFO(check.id);
    REQUIRE((check.applied > 0 || check.id == "C20"));
  }
}

TEST_CASE("GE3, an election without ballots is valid") {
  Control control(plain(ballot::Choose{}));
  control.require_valid();
  REQUIRE(control.count().took_part == 0);
}

TEST_CASE("GE3, an election in which all ballots are blank is valid") {
  Control control(plain(ballot::Choose{.blank = ballot::Blank::counted}));
  for (std::size_t v = 0; v < 12; ++v) {
    control.vote("ballot " + std::to_string(v), v, 1, [] {
      ballot::Answers answers;
      answers.add(ballot::BlankAnswer{});
      return answers;
    });
  }
  control.require_valid();
  REQUIRE(control.count().blank == 12);
}

TEST_CASE("GE3, an election with one voter is valid") {
  Control control(plain(ballot::Choose{}), 1);
  control.vote("ballot", 0, 1, [] { return chosen(2); });
  control.require_valid();
  REQUIRE(control.count().value(ballot::TotalKind::option, 2) == 1);
}

TEST_CASE("a unanimous election is valid") {
  Control control(plain(ballot::Choose{}));
  for (std::size_t v = 0; v < 12; ++v) {
    control.vote("ballot " + std::to_string(v), v, 1, [] { return chosen(0); });
  }
  control.require_valid();
  REQUIRE(control.count().value(ballot::TotalKind::option, 0) == 12);
}

TEST_CASE("an election without a tested ballot is valid") {
  SeededRandomness randomness("tabella");
  Parties parties(randomness, short_definition());
  Script script = parties.script();
  script.remove("test 7");
  Held held;
  hold(script, held);
  REQUIRE(verify(seal_record(held.memory.entries, parties)).report.valid());
}

TEST_CASE("TR15, a bad share is refused and three good ones finish") {
  SeededRandomness randomness("tabella");
  Parties parties(randomness, short_definition());
  Held held;
  int refused = 0;
  hold(
      parties.script(),
      [&](test::MemoryBoard& memory, const Submission& submission) {
        if (submission.steps.front()->name == "share 3 vote/totals") {
          auto bad = parties.partial(memory.board, 2, "vote/totals");
          bad.partials[0] = bad.partials[0] + crypto::Element::generator();
          const Bytes post =
              parties.by_trustee(PartialDecryptionPost{parties.definition.id, index_of(2),
                                                       "vote/totals", bad.encode()},
                                 2);
          const Block block = memory.apply({post}, memory.time);
          REQUIRE(block.verdicts.front().refusal->code == "share.equation");
          REQUIRE(block.entries.empty());
          ++refused;
        }
        return memory.apply(submission.posts, memory.time);
      },
      held);
  REQUIRE(refused == 1);
  REQUIRE(verify(seal_record(held.memory.entries, parties)).report.valid());
}

TEST_CASE("fifty revotes by one voter leave one ballot that counts") {
  Control control(plain(ballot::Choose{}));
  for (std::uint32_t i = 0; i <= 50; ++i) {
    control.vote("ballot " + std::to_string(i), 4, i + 1, [i] { return chosen(i % 3); });
  }
  control.require_valid();
  REQUIRE(control.count().took_part == 1);
  REQUIRE(control.count().value(ballot::TotalKind::option, 50 % 3) == 1);
}

TEST_CASE("names in other scripts are as good as any") {
  auto definition = plain(ballot::Choose{});
  definition.languages = {"zh-Hans", "ar", "el"};
  const auto named = [](const std::string& zh, const std::string& ar, const std::string& el) {
    return ballot::Text{{"zh-Hans", zh}, {"ar", ar}, {"el", el}};
  };
  definition.title = named("选举", "انتخاب", "Εκλογή");
  ballot::Question& question = definition.questions.front();
  question.title = named("谁当选？", "من يفوز؟", "Ποιος;");
  question.options[0].text = named("王小明", "ليلى", "Ελένη");
  question.options[1].text = named("李娜", "يوسف", "Γιώργος");
  question.options[2].text = named("张伟", "مريم", "Νίκη");
  Control control(definition);
  control.vote("ballot", 1, 1, [] { return chosen(1); });
  control.require_valid();
}

TEST_CASE("the largest style whose ballots fit into an entry is valid") {
  const ballot::Score kind{.maximum = 1023};
  std::uint32_t fits = 1;
  std::uint32_t too_many = 1024;
  while (fits + 1 < too_many) {
    const std::uint32_t middle = (fits + too_many) / 2;
    (ballot::compile_all(plain(kind, middle)) ? fits : too_many) = middle;
  }
  Control control(plain(kind, fits), 2);
  const std::size_t bits = control.parties.styles[0].style.bits;
  REQUIRE(bits > 1000);
  control.vote("ballot", 0, 1, [fits] {
    ballot::Answers answers;
    answers.add(ballot::Scores{ballot::Indices(fits, 1)});
    return answers;
  });
  hold(control.script, control.held);
  REQUIRE(control.held.memory.entries[control.held.entry_of.at("ballot")].size() > 60'000);
  REQUIRE(verify(seal_record(control.held.memory.entries, control.parties)).report.valid());
}

TEST_CASE("a total at the bound of the logarithm is found", "[.long]") {
  constexpr std::uint64_t kMost = (std::uint64_t{1} << 44) - 1;
  auto definition = plain(ballot::Choose{}, 2);
  definition.roll = {.max_voters = 1, .max_weight = kMost};
  definition.styles.front().max_voters = 1;
  Control control(definition, 1);
  control.parties.voters.front().weight = kMost;
  control.vote("ballot", 0, 1, [] { return chosen(1); });
  control.require_valid();
  REQUIRE(control.count().value(ballot::TotalKind::option, 1) == kMost);
}

TEST_CASE("BA7, the same bytes sent again change nothing") {
  Control control(plain(ballot::Choose{}));
  control.vote("ballot", 4, 1, [] { return chosen(1); });
  hold(control.script, control.held);
  auto& memory = control.held.memory;
  const Bytes sent = memory.entries[control.held.entry_of.at("ballot")];
  const auto root = memory.board.root();
  const Block block = memory.apply({sent}, memory.time);
  REQUIRE(block.verdicts.front().refusal->code == "ballot.sequence");
  REQUIRE(block.entries.empty());
  REQUIRE(memory.board.root() == root);
}

TEST_CASE("BA5, junk that carries a voter's B and K first does not hurt the voter") {
  Control control(plain(ballot::Choose{}));
  hold(control.script, control.held);
  auto& memory = control.held.memory;
  const Bytes honest = control.parties.ballot(memory.board, "ballot", 4, 1, chosen(1));
  auto junk = ballot::decode_ballot_post(std::string(honest.begin(), honest.end())).value();
  junk.credential = control.parties.voters[7].credential;
  const std::string line = ballot::encode(junk);
  const Block block = memory.apply({Bytes(line.begin(), line.end()), honest}, memory.time);
  REQUIRE(block.verdicts[0].refusal->code == "ballot.credential");
  REQUIRE(block.verdicts[1].index);
}

TEST_CASE("PF13, one bad ballot among many is refused alone, at every place") {
  Control control(plain(ballot::Choose{}));
  hold(control.script, control.held);
  std::vector<Bytes> good;
  for (std::size_t v = 0; v < 12; ++v) {
    good.push_back(control.parties.ballot(control.held.memory.board, "b" + std::to_string(v), v, 1,
                                          chosen(0)));
  }
  for (std::size_t bad = 0; bad < good.size(); ++bad) {
    std::vector<Bytes> posts = good;
    auto post = ballot::decode_ballot_post(std::string(good[bad].begin(), good[bad].end())).value();
    post.sealed[post.sealed.size() - 40] ^= 1;
    const std::string line = ballot::encode(post);
    posts[bad] = Bytes(line.begin(), line.end());
    // A board of its own each time.
    Control fresh(plain(ballot::Choose{}));
    hold(fresh.script, fresh.held);
    const Block block = fresh.held.memory.apply(posts, fresh.held.memory.time);
    for (std::size_t i = 0; i < posts.size(); ++i) {
      REQUIRE(block.verdicts[i].index.has_value() == (i != bad));
    }
  }
}

}  // namespace tabella::adversary
