// Forms with files, the first line of an input being the Content-Type: what was taken lies inside the body,
// is text where it is a field, and survives being written and read again.
#include <cstdlib>
#include <string>

#include "lib/base/utf8.hpp"
#include "lib/web/multipart.hpp"

using namespace wufei;

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\\\"") : std::string(1, c);
  return out + "\"";
}

std::string written(const http::PostedForm& form, const std::string& boundary) {
  std::string body;
  const auto part = [&](const std::string& name, std::string_view more, std::string_view bytes) {
    body += "--" + boundary + "\r\nContent-Disposition: form-data; name=" + quoted(name);
    body.append(more).append("\r\n\r\n").append(bytes).append("\r\n");
  };
  for (const auto& [name, value] : form.fields) part(name, "", value);
  for (const http::FormFile& file : form.files) part(file.field, "; filename=\"a\"", file.bytes);
  return body + "--" + boundary + "--\r\n";
}

// Names that hold a line's end or end in a backslash cannot be written as they are.
bool is_plain(const std::string& name) {
  return name.find_first_of("\r\n\\") == std::string::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = input.find('\n');
  if (line == std::string::npos) return 0;
  http::Request request;
  request.headers.set("Content-Type", input.substr(0, line));
  request.body = input.substr(line + 1);
  const auto form = http::posted_form(request);
  if (!form) return 0;
  bool plain = http::is_multipart(request);
  for (const auto& [name, value] : form->fields) {
    if (!contract::is_valid_utf8(name) || !contract::is_valid_utf8(value)) std::abort();
    if (name.find('\0') != std::string::npos || value.find('\0') != std::string::npos) std::abort();
    plain = plain && is_plain(name);
  }
  for (const http::FormFile& file : form->files) {
    if (file.bytes.empty() || file.bytes.data() < request.body.data()) std::abort();
    if (file.bytes.data() + file.bytes.size() > request.body.data() + request.body.size()) std::abort();
    plain = plain && is_plain(file.field);
  }
  if (!plain) return 0;
  std::string boundary = "b";
  while (request.body.find(boundary) != std::string::npos && boundary.size() < 60) boundary += 'b';
  http::Request again;
  again.headers.set("Content-Type", "multipart/form-data; boundary=" + boundary);
  again.body = written(*form, boundary);
  const auto read = http::posted_form(again);
  if (boundary.size() == 60) return 0;
  if (!read || read->fields != form->fields || read->files.size() != form->files.size()) std::abort();
  for (std::size_t i = 0; i < read->files.size(); ++i)
    if (read->files[i].field != form->files[i].field || read->files[i].bytes != form->files[i].bytes)
      std::abort();
  return 0;
}
