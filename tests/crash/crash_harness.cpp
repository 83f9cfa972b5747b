// Runs a node under the shim again and again, ends it at each of its writes and synchronisations in
// turn, and looks at what is left: everything that was acknowledged is there and in its place,
// every checkpoint that was shown is extended, the log is what the rules make of it, and the node
// goes on.
//
//   crash_harness SHIM CHILD FOLDER RUNS
//
// A failing run prints its mode, call and seed, and how to repeat it.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "ballot/definition_json.h"
#include "bulletin_board/node/node.h"
#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/belonging.h"
#include "bulletin_board/sign_post.h"
#include "tests/ballot/sample_definition.h"
#include "tests/crash/posts_file.h"

using namespace tabella;
using namespace tabella::bulletin_board;

namespace {

Signer signer(const std::string& name) { return {name, crypto::Ed25519SecretKey::random()}; }

constexpr const char* kOrigin = "crash.example";

Signer log_key() {
  std::array<std::uint8_t, 32> seed;
  seed.fill(crash::kKeyByte);
  return {kOrigin, crypto::Ed25519SecretKey::from_seed(
                       crypto::Seed(std::span<const std::uint8_t, 32>(seed)))};
}

// A manifest, and elections that are announced and cancelled: posts that are quickly judged.
std::vector<Bytes> make_posts(std::size_t elections) {
  const Signer operator_key = signer("operator");
  const Signer official = signer("official");
  const Signer registrar = signer("registrar");
  std::vector<Bytes> posts = {
      sign_post(ManifestPost{kOrigin, operator_key.verifier()}, "", {operator_key})};
  for (std::size_t i = 0; i < elections; ++i) {
    ballot::Definition definition = ballot::test::definition(
        {ballot::test::question("vote", ballot::Choose{}, ballot::test::options(2))}, 50);
    definition.questions[0].counting.method = ballot::Method::plurality;
    definition.id = "election-" + std::to_string(i);
    definition.trustees = {.count = 1, .threshold = 1};
    ElectionPost post{.election = definition.id,
                      .definition = ballot::encode(definition),
                      .policy = policy_without_witnesses(log_key().verifier()),
                      .officials_threshold = 1,
                      .officials = {official.verifier()},
                      .registrar = registrar.verifier(),
                      .trustees = {signer("trustee").verifier()}};
    posts.push_back(sign_post(post, kOrigin, {operator_key, official}));
    posts.push_back(sign_post(CancelPost{definition.id, "a rehearsal"},
                              name_of(announcement_of(encode(post), kOrigin)), {official}));
  }
  return posts;
}

struct Run {
  std::string mode;
  std::uint64_t call = 0;  // which one is the last, or fails
  std::uint64_t seed = 0;
  bool deaf = false;
};

std::string repeat(const Run& run) {
  return "CRASH_MODE=" + run.mode + " CRASH_AT=" + std::to_string(run.call) +
         " CRASH_SEED=" + std::to_string(run.seed);
}

class Harness {
 public:
  Harness(std::string shim, std::string child, std::string folder)
      : shim_(std::move(shim)), child_(std::move(child)), folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    crash::write_posts(folder_ + "/posts", posts_);
  }

  // What the child does to files when nobody stops it.
  std::uint64_t count_calls() const {
    const std::string store = fresh("count");
    const std::string path = folder_ + "/calls";
    (void)talk(store, {"count", 0, 0, false}, path);
    std::ifstream in(path);
    std::uint64_t calls = 0;
    in >> calls;
    return calls;
  }

  // What is wrong after this run; none if nothing is.
  std::optional<std::string> try_run(const Run& run, const std::string& name) const {
    const std::string store = fresh(name);
    const std::string said = talk(store, run, "");
    auto wrong = look(store, said, run);
    std::filesystem::remove_all(std::filesystem::path(store).parent_path());
    return wrong;
  }

 private:
  std::string fresh(const std::string& name) const {
    const std::string folder = folder_ + "/" + name;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder + "/board.sqlite";
  }

  // Runs the child to its end, good or bad; what it said.
  std::string talk(const std::string& store, const Run& run, const std::string& count) const {
    std::array<int, 2> ends;
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    std::vector<std::string> environment = {"LD_PRELOAD=" + shim_, "CRASH_MODE=" + run.mode,
                                            "CRASH_AT=" + std::to_string(run.call),
                                            "CRASH_SEED=" + std::to_string(run.seed)};
    if (run.deaf) environment.emplace_back("CRASH_DEAF=1");
    if (!count.empty()) environment.push_back("CRASH_COUNT=" + count);
    std::vector<char*> variables;
    for (std::string& each : environment) variables.push_back(each.data());
    variables.push_back(nullptr);
    std::string posts = folder_ + "/posts";
    std::string program = child_;
    std::string path = store;
    const std::array<char*, 4> words = {program.data(), path.data(), posts.data(), nullptr};
    const pid_t process = fork();
    if (process == 0) {
      dup2(ends[1], STDOUT_FILENO);
      const int nowhere = open("/dev/null", O_WRONLY);
      dup2(nowhere, STDERR_FILENO);
      execve(program.c_str(), words.data(), variables.data());
      _exit(127);
    }
    close(ends[1]);
    std::string said;
    std::array<char, 4096> buffer;
    for (ssize_t n = 0; (n = read(ends[0], buffer.data(), buffer.size())) > 0;) {
      said.append(buffer.data(), static_cast<std::size_t>(n));
    }
    close(ends[0]);
    int status = 0;
    waitpid(process, &status, 0);
    return said;
  }

  std::optional<std::string> look(const std::string& store, const std::string& said,
                                  const Run& run) const {
    std::map<std::size_t, std::uint64_t> acknowledged;
    std::vector<std::pair<std::uint64_t, std::string>> shown;
    bool faulty = false;
    std::istringstream lines(said);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::string what;
      words >> what;
      if (what == "ack") {
        if (faulty) return "acknowledged after a fault";
        std::size_t post = 0;
        words >> post >> acknowledged[post];
      } else if (what == "shown") {
        auto& [size, root] = shown.emplace_back();
        words >> size >> root;
      } else if (what == "fault" || what == "halted") {
        faulty = true;
      } else if (what == "refused") {
        return "the child was told: " + line;
      }
    }
    if ((run.mode == "full" || run.mode == "eio") && !faulty) return "met no fault";
    try {
      // Replays and throws if the log is not what the rules make of it, or takes a signed or shown
      // checkpoint back.
      Node node({.store_path = store,
                 .threads = 1,
                 .embedded = {.block_ms = 1, .clock = [] { return 1'700'000'000; }}},
                log_key());
      for (const auto& [size, root] : shown) {
        if (size > node.published()->checkpoint.size) return "a checkpoint was taken back";
      }
      // Who sends the same bytes again gets the same place.
      for (std::size_t i = 0; i < posts_.size(); ++i) {
        const Reply reply = node.submit_and_wait(posts_[i]);
        if (!reply.verdict.index) return "refused later: " + reply.verdict.refusal->message();
        const auto known = acknowledged.find(i);
        if (known != acknowledged.end() &&
            (!reply.repeated || *reply.verdict.index != known->second)) {
          return "post " + std::to_string(i) + " was acknowledged and is lost";
        }
        const auto receipt = node.receipt(*reply.verdict.index);
        if (!receipt || !verify_receipt(*receipt, posts_[i], policy_)) return "no receipt";
      }
      return different_root(node, shown);
    } catch (const StoreFailure& failure) {
      return failure.what();
    }
  }

  // Each checkpoint that was shown is a beginning of the present log.
  static std::optional<std::string> different_root(
      const Node& node, const std::vector<std::pair<std::uint64_t, std::string>>& shown) {
    for (const auto& [size, root] : shown) {
      MerkleEdge edge;
      for (std::uint64_t i = 0; i < size; ++i) {
        const std::uint64_t bundle = i / kTileWidth;
        const std::uint64_t all = node.status()->size;
        const auto width = static_cast<std::uint32_t>(
            std::min<std::uint64_t>(kTileWidth, all - bundle * kTileWidth));
        const auto bytes = node.tile({std::nullopt, bundle, width});
        const auto entries = decode_bundle(bytes.value(), width);
        edge.append(leaf_hash(entries->at(i % kTileWidth)));
      }
      if (hex(edge.root()) != root) return "a shown checkpoint is not extended";
    }
    return std::nullopt;
  }

  std::string shim_, child_, folder_;
  std::vector<Bytes> posts_ = make_posts(3);
  Policy policy_ = Policy::parse("log " + log_key().verifier().text() + "\nquorum none\n").value();
};

// Tries them on two threads; the number of runs that went wrong.
std::size_t try_all(const Harness& harness, const std::vector<Run>& runs, bool is_expected) {
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> wrong = 0;
  const auto work = [&](int thread) {
    for (std::size_t i = 0; (i = next++) < runs.size();) {
      const auto reason = harness.try_run(runs[i], "run-" + std::to_string(thread));
      if (!reason) continue;
      ++wrong;
      if (!is_expected) std::printf("%s: %s\n", repeat(runs[i]).c_str(), reason->c_str());
    }
  };
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 2; ++thread) threads.emplace_back(work, thread);
  threads.clear();
  return wrong;
}

int run_all(const Harness& harness, std::size_t wanted) {
  const std::uint64_t calls = harness.count_calls();
  std::printf("an undisturbed run writes or synchronises %llu times\n",
              static_cast<unsigned long long>(calls));
  if (calls < 20) return 1;
  std::vector<Run> runs;
  std::map<std::string, std::size_t> by_mode;
  const auto add = [&](const std::string& mode, std::uint64_t seed, std::uint64_t last) {
    for (std::uint64_t call = 1; call <= last; ++call) runs.push_back({mode, call, seed, false});
    by_mode[mode] += last;
  };
  add("kill", 0, calls);
  // Of the calls some are writes and some synchronisations: the next of its kind fails. Behind the
  // last ones there is none.
  for (const char* mode : {"full", "eio"}) add(mode, 0, calls - 10);
  for (std::uint64_t seed = 1; runs.size() < wanted; ++seed) add("power", seed, calls);
  const std::size_t wrong = try_all(harness, runs, false);

  // A disk that lies about what is on it must be noticed, or this harness sees nothing.
  std::vector<Run> lies;
  for (std::uint64_t call = 1; call <= calls; ++call) lies.push_back({"power", call, 1, true});
  const std::size_t noticed = try_all(harness, lies, true);

  for (const auto& [mode, count] : by_mode) std::printf("%-6s %zu runs\n", mode.c_str(), count);
  std::printf("%zu of %zu runs on a disk that lies went wrong, as they must\n", noticed,
              lies.size());
  std::printf("%zu crashes and faults, %zu went wrong\n", runs.size(), wrong);
  return wrong == 0 && noticed > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("usage: crash_harness SHIM CHILD FOLDER RUNS\n", stderr);
    return 2;
  }
  return run_all(Harness(argv[1], argv[2], argv[3]), std::stoul(argv[4]));
}
