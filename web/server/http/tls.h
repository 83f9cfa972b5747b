// TLS for the server and the client: 1.2 and later, by OpenSSL. Only for the files that open
// sockets.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

#include "crypto/result.h"

namespace tabella::server {

// Code tls.certificate, tls.key: a file cannot be used, or they do not belong together.
[[nodiscard]] Result<std::shared_ptr<boost::asio::ssl::context>> tls_for_server(
    const std::string& certificate_file, const std::string& key_file);

// Trusts the system's authorities, or those of the file that the variable SSL_CERT_FILE names. Code
// tls.authorities.
[[nodiscard]] Result<std::shared_ptr<boost::asio::ssl::context>> tls_for_client();

}  // namespace tabella::server
