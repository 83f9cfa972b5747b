// The posts that a child of the crash harness submits: each with its size before it.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "crypto/bytes.h"

namespace tabella::crash {

inline void write_posts(const std::string& path, const std::vector<Bytes>& posts) {
  std::ofstream out(path, std::ios::binary);
  for (const Bytes& post : posts) {
    out << post.size() << '\n' << std::string(post.begin(), post.end());
  }
}

inline std::vector<Bytes> read_posts(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::vector<Bytes> posts;
  std::size_t size = 0;
  while (in >> size) {
    in.get();
    std::string post(size, '\0');
    in.read(post.data(), static_cast<std::streamsize>(size));
    posts.emplace_back(post.begin(), post.end());
  }
  return posts;
}

// The log key of every run.
inline constexpr std::uint8_t kKeyByte = 7;

}  // namespace tabella::crash
