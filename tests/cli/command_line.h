// The program as a person or a script runs it: a command line, what it prints, how it ends.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "cli/commands/command.h"
#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"

namespace tabella::cli::test {

struct Ran {
  int exit = 0;
  std::string out;
  std::string error;
};

// What goes to a standard stream goes into a file for as long as this lives.
class Redirected {
 public:
  Redirected(std::FILE* stream, std::string path)
      : stream_(stream), path_(std::move(path)), before_(dup(fileno(stream))) {
    std::fflush(stream_);
    std::FILE* file = std::fopen(path_.c_str(), "w");
    REQUIRE(file != nullptr);
    dup2(fileno(file), fileno(stream_));
    std::fclose(file);
  }
  Redirected(const Redirected&) = delete;
  Redirected& operator=(const Redirected&) = delete;
  ~Redirected() { restore(); }

  // Ends it; what was written.
  std::string text() {
    restore();
    std::ifstream file(path_);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

 private:
  void restore() {
    if (before_ < 0) return;
    std::fflush(stream_);
    dup2(before_, fileno(stream_));
    close(before_);
    before_ = -1;
  }

  std::FILE* stream_;
  std::string path_;
  int before_;
};

// A folder in which commands are run; words that begin with "@" are files in it.
class CommandLine {
 public:
  CommandLine() { setenv("TABELLA_PASSPHRASE", "practice board", 1); }

  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder.path / name).string();
  }
  void write(const std::string& name, const std::string& content) const {
    REQUIRE(write_file(path(name), content));
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    return read_file(path(name)).value();
  }
  [[nodiscard]] bool has(const std::string& name) const {
    return std::filesystem::exists(path(name));
  }

  Ran run(const std::vector<std::string>& words) const {
    std::vector<std::string> in_place;
    for (const std::string& word : words) {
      in_place.push_back(word.starts_with("@") ? path(word.substr(1)) : word);
    }
    const std::vector<std::string_view> line(in_place.begin(), in_place.end());
    Redirected out(stdout, path(".out"));
    Redirected error(stderr, path(".error"));
    const int exit = cli::run(line);
    return {exit, out.text(), error.text()};
  }
  // What is said when it is refused; nothing may be printed.
  std::string refusal(const std::vector<std::string>& words) const {
    const Ran ran = run(words);
    INFO(ran.out << ran.error);
    CHECK(ran.exit == kExitCannot);
    CHECK(ran.out.empty());
    return ran.error;
  }
  Ran done(const std::vector<std::string>& words) const {
    Ran ran = run(words);
    INFO(ran.out << ran.error);
    REQUIRE(ran.exit == kExitDone);
    return ran;
  }

  tabella::test::TemporaryFolder folder;
};

}  // namespace tabella::cli::test
