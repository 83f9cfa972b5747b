#include "cli/party/record_source.h"

#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/files/read_file.h"
#include "cli/party/record_archive.h"
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

Result<Bytes> read_from_folder(const std::string& folder, const std::string& path) {
  const auto text = read_file(folder + "/" + path);
  if (!text) return text.error();
  return to_bytes(*text);
}

// Everything that is not a folder, links too.
Result<std::vector<std::string>> files_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (auto at = std::filesystem::recursive_directory_iterator(folder, error);
       !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
    if (at->symlink_status().type() == std::filesystem::file_type::directory) continue;
    files.push_back(at->path().lexically_relative(folder).generic_string());
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
    return RecordSource{
        [source](const std::string& path) { return read_from_folder(source, path); },
        *std::move(files)};
  }
  auto archive = RecordArchive::open(source);
  if (!archive) return std::move(archive).error().within(source);
  const auto shared = std::make_shared<const RecordArchive>(*std::move(archive));
  return RecordSource{[shared](const std::string& path) { return shared->read(path); },
                      shared->members()};
}

}  // namespace tabella::cli
