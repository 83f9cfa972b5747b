// HTTPS: the server's certificate, the client's verification, old protocols.
#include "web/server/http/tls.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>

#include "tests/web/server/served.h"

namespace tabella::server::test {

namespace {

template <class T, void (*free)(T*)>
struct Free {
  void operator()(T* pointer) const { free(pointer); }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<X509, X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Free<SSL_CTX, SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Free<SSL, SSL_free>>;

// A certificate that signs itself, for these names, and its key, as files.
struct CertificateFiles {
  CertificateFiles(const std::filesystem::path& folder, const std::string& name,
                   const std::string& names)
      : certificate((folder / (name + ".pem")).string()), key((folder / (name + ".key")).string()) {
    const Key pair(EVP_EC_gen("P-256"));
    const Certificate made(X509_new());
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
    X509_set_pubkey(made.get(), pair.get());
    X509_NAME* subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(made.get(), subject);
    add(made.get(), NID_basic_constraints, "critical,CA:TRUE");
    add(made.get(), NID_subject_alt_name, names);
    REQUIRE(X509_sign(made.get(), pair.get(), EVP_sha256()) > 0);
    std::FILE* file = std::fopen(certificate.c_str(), "w");
    REQUIRE(PEM_write_X509(file, made.get()) == 1);
    std::fclose(file);
    file = std::fopen(key.c_str(), "w");
    REQUIRE(PEM_write_PrivateKey(file, pair.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    std::fclose(file);
  }
  static void add(X509* certificate, int what, const std::string& value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, what, value.c_str());
    REQUIRE(extension != nullptr);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  }

  std::string certificate;
  std::string key;
};

// What a client that checks nothing gets; empty if there is no handshake.
std::string ask_tls(const Served& served, int newest, const std::string& request) {
  const Context context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_max_proto_version(context.get(), newest);
  SSL_CTX_set_cipher_list(context.get(), "DEFAULT@SECLEVEL=0");
  const Session session(SSL_new(context.get()));
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  served.connect_raw(fd);
  SSL_set_fd(session.get(), fd);
  std::string answer;
  if (SSL_connect(session.get()) == 1) {
    SSL_write(session.get(), request.data(), static_cast<int>(request.size()));
    std::array<char, 4096> buffer{};
    for (int n = 0; (n = SSL_read(session.get(), buffer.data(), buffer.size())) > 0;) {
      answer.append(buffer.data(), static_cast<std::size_t>(n));
    }
    // The server said that it ends: nobody cut the answer.
    CHECK((SSL_get_shutdown(session.get()) & SSL_RECEIVED_SHUTDOWN) != 0);
  }
  close(fd);
  return answer;
}

// Whom the client trusts, as long as this lives.
struct Trusted {
  explicit Trusted(const std::string& file) { setenv("SSL_CERT_FILE", file.c_str(), 1); }
  Trusted(const Trusted&) = delete;
  Trusted& operator=(const Trusted&) = delete;
  ~Trusted() { unsetenv("SSL_CERT_FILE"); }
};

HttpOptions with_tls(const CertificateFiles& files) {
  return {.tls_certificate = files.certificate, .tls_key = files.key};
}

}  // namespace

TEST_CASE("a client that trusts the certificate talks to the server by TLS") {
  const tabella::test::TemporaryFolder folder;
  const CertificateFiles files(folder.path, "board", "IP:127.0.0.1");
  const Served served(1000, with_tls(files));
  const auto client_of = [](const Served& board) {
    return HttpClient::to("https://127.0.0.1:" + std::to_string(board.server->port())).value();
  };
  {
    const Trusted trusted(files.certificate);
    const HttpClient client = client_of(served);
    CHECK(client.get("/healthz")->body == "ok\n");
    const Bytes post = bulletin_board::test::Parties().manifest();
    CHECK(client.post("/add", std::string(post.begin(), post.end()))->status == 201);
    // Whom it trusts was read once, and is not read again for each request.
    std::filesystem::remove(files.certificate);
    CHECK(client.get("/healthz")->body == "ok\n");
  }
  // Who does not trust it, or asks for another name, gets nothing.
  CHECK(served.client->get("/healthz").error().code == "http.connection");
  const CertificateFiles other(folder.path, "other", "DNS:board.example");
  const Served elsewhere(1000, with_tls(other));
  const Trusted trusted(other.certificate);
  CHECK(client_of(elsewhere).get("/healthz").error().code == "http.connection");
}

TEST_CASE("the server speaks TLS 1.2 and later alone, and says that it always will") {
  const tabella::test::TemporaryFolder folder;
  const CertificateFiles files(folder.path, "board", "IP:127.0.0.1");
  const Served served(1000, with_tls(files));
  for (const int newest : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const std::string answer = ask_tls(served, newest, get_request("/healthz"));
    CHECK(answer.starts_with("HTTP/1.1 200"));
    CHECK(answer.find("Strict-Transport-Security: max-age=63072000\r\n") != std::string::npos);
  }
  CHECK(ask_tls(served, TLS1_1_VERSION, get_request("/healthz")).empty());
  // Plain HTTP on the same port.
  CHECK(served.raw(get_request("/healthz")).find("HTTP/1.1 200") == std::string::npos);
  CHECK(ask_tls(served, TLS1_3_VERSION, "nonsense\r\n\r\n").starts_with("HTTP/1.1 400"));
}

TEST_CASE("a stream of events ends with a word under TLS too") {
  const tabella::test::TemporaryFolder folder;
  const CertificateFiles files(folder.path, "board", "IP:127.0.0.1");
  Served served(1000, with_tls(files));
  std::string stream;
  std::jthread reader(
      [&] { stream = ask_tls(served, TLS1_3_VERSION, "GET /events HTTP/1.1\r\nHost: a\r\n\r\n"); });
  while (served.api->traffic().text().find("tabella_event_streams 1\n") == std::string::npos) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  served.node->stop();
  served.server.reset();
  reader.join();
  CHECK(stream.find("event: checkpoint\n") != std::string::npos);
}

TEST_CASE("a certificate or key that cannot be used is named") {
  const tabella::test::TemporaryFolder folder;
  const CertificateFiles one(folder.path, "one", "IP:127.0.0.1");
  const CertificateFiles two(folder.path, "two", "IP:127.0.0.1");
  const auto code = [](const std::string& certificate, const std::string& key) {
    const auto context = tls_for_server(certificate, key);
    return context ? "" : context.error().code;
  };
  CHECK(code(one.certificate, one.key) == "");
  CHECK(code("/none.pem", one.key) == "tls.certificate");
  CHECK(code(one.key, one.key) == "tls.certificate");
  CHECK(code(one.certificate, "/none.key") == "tls.key");
  CHECK(code(one.certificate, one.certificate) == "tls.key");
  CHECK(code(one.certificate, two.key) == "tls.key");
}

}  // namespace tabella::server::test
