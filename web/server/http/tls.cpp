#include "web/server/http/tls.h"

namespace tabella::server {

namespace ssl = boost::asio::ssl;

Result<std::shared_ptr<ssl::context>> tls_for_server(const std::string& certificate_file,
                                                     const std::string& key_file) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  boost::system::error_code error;
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_options(context->native_handle(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                                    SSL_OP_CIPHER_SERVER_PREFERENCE);
  // A ticket is a key that outlives its connection.
  SSL_CTX_set_num_tickets(context->native_handle(), 0);
  SSL_CTX_set_session_cache_mode(context->native_handle(), SSL_SESS_CACHE_OFF);
  // Of TLS 1.2, what keeps past connections secret.
  SSL_CTX_set_cipher_list(context->native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20");
  error = context->use_certificate_chain_file(certificate_file, error);
  if (error) return Error{"tls.certificate", certificate_file, error.message()};
  error = context->use_private_key_file(key_file, ssl::context::pem, error);
  if (error) return Error{"tls.key", key_file, error.message()};
  if (SSL_CTX_check_private_key(context->native_handle()) != 1) {
    return Error{"tls.key", key_file, "is not of " + certificate_file};
  }
  return context;
}

Result<std::shared_ptr<ssl::context>> tls_for_client() {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_client);
  boost::system::error_code error;
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  error = context->set_default_verify_paths(error);
  if (error) return Error{"tls.authorities", "", error.message()};
  context->set_verify_mode(ssl::verify_peer);
  return context;
}

}  // namespace tabella::server
