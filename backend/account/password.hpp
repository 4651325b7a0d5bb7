// Passwords of staff: what they must be, and their keeping as Argon2id (RFC 9106, libsodium). At most one is
// worked on at a time, so that many sign-ins at once take neither the memory nor the processors of the
// portal.
#pragma once

#include <string>
#include <string_view>

namespace wufei::service {

inline constexpr std::size_t kShortestPassword = 10;  // code points
inline constexpr std::size_t kLongestPassword = 128;

// Long enough, not the name, not mostly one character or a row of the keyboard (NIST SP 800-63B, 5.1.1.2).
bool is_strong_password(std::string_view password, std::string_view name);
// A place in the queue for the two functions below: one is worked on, two wait. Whoever gets none is told to
// come again, so that tries do not keep the portal's threads.
class PasswordTurn {
 public:
  PasswordTurn();
  ~PasswordTurn();
  PasswordTurn(const PasswordTurn&) = delete;
  PasswordTurn& operator=(const PasswordTurn&) = delete;
  explicit operator bool() const { return taken_; }

 private:
  bool taken_;
};

// The text to keep; "" when there is no memory for it. Takes some 50 ms.
std::string kept_password(std::string_view password);
// `kept` "" (nobody has it): takes as long, and is false.
bool is_password(std::string_view kept, std::string_view password);

}  // namespace wufei::service
