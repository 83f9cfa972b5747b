#include "cli/party/record_source.h"

#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/files/read_within.h"
#include "cli/party/record_archive.h"
#include "verifier/record_files.h"
#include "web/server/http/http_client.h"

namespace tabella::cli {

namespace {

Result<Bytes> read_from_server(const server::HttpClient& client, const std::string& path) {
  const auto answer = client.get("/" + path);
  if (!answer) return answer.error();
  if (answer->status != 200) {
    return Error{"http.status", path, "answered with " + std::to_string(answer->status)};
  }
  return to_bytes(answer->body);
}

// Everything that is not a folder: regular files of a record's size, as in an archive.
Result<std::vector<std::string>> files_in(const std::string& folder) {
  using std::filesystem::file_type;
  std::vector<std::string> files;
  std::error_code error;
  for (auto at = std::filesystem::recursive_directory_iterator(folder, error);
       !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
    const std::string name = at->path().lexically_relative(folder).generic_string();
    const auto refused = [&](const char* detail) { return Error{"record.member", name, detail}; };
    const file_type type = at->symlink_status(error).type();
    if (error) break;
    if (type == file_type::directory) continue;
    if (type == file_type::symlink) return refused("is a link");
    if (type != file_type::regular) return refused("is no regular file");
    const std::uintmax_t size = at->file_size(error);
    if (error) break;
    if (size > verifier::kMaxFileSize) return refused("is too large");
    files.push_back(name);
  }
  if (error) return Error{"file.read", folder, error.message()};
  std::ranges::sort(files);
  return files;
}

}  // namespace

bool is_url(const std::string& source) { return source.find("://") != std::string::npos; }

Result<RecordSource> open_record(const std::string& source) {
  if (is_url(source)) {
    const auto client = server::HttpClient::to(source);
    if (!client) return client.error();
    return RecordSource{
        [at = *client](const std::string& path) { return read_from_server(at, path); },
        std::nullopt};
  }
  std::error_code ignored;
  if (std::filesystem::is_directory(source, ignored)) {
    auto files = files_in(source);
    if (!files) return files.error();
    // Once more when it is read: what the list saw may have been exchanged since.
    return RecordSource{[source](const std::string& path) {
                          return read_within(source, path, verifier::kMaxFileSize);
                        },
                        *std::move(files)};
  }
  auto archive = RecordArchive::open(source);
  if (!archive) return std::move(archive).error().within(source);
  const auto shared = std::make_shared<const RecordArchive>(*std::move(archive));
  return RecordSource{[shared](const std::string& path) { return shared->read(path); },
                      shared->members()};
}

}  // namespace tabella::cli
