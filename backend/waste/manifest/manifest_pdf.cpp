#include "waste/manifest/manifest_pdf.hpp"

#include "lib/base/text_width.hpp"
#include "lib/base/words.hpp"
#include "lib/page/html.hpp"
#include "lib/picture/qr_svg.hpp"
#include "lib/picture/svg_pdf.hpp"

namespace wufei::http {
namespace {

using contract::Text;

// All in points.
constexpr int kLeft = 40, kRight = 555, kValues = 150, kLine = 17, kQrSide = 96, kLowest = 800;
constexpr std::size_t kColumns = 68;  // of a value, in half-width characters

std::string attribute(std::string_view name, int value) {
  return " " + std::string(name) + "=\"" + std::to_string(value) + "\"";
}

class Paper {
 public:
  void text(int x, int size, std::string_view words, bool strong = false) {
    out_ += "<text" + attribute("x", x) + attribute("y", y_) + attribute("font-size", size);
    if (strong) out_ += " font-weight=\"bold\"";
    out_ += ">" + escape_html(words) + "</text>";
  }
  void rule() {
    out_ += "<path d=\"M" + std::to_string(kLeft) + "," + std::to_string(y_ + 5) + "H" +
            std::to_string(kRight) + "\" stroke=\"#999\" stroke-width=\"0.5\"/>";
  }
  void down(int by = kLine) { y_ += by; }
  // A label with its value, broken where it is long; nothing for an empty one.
  void fact(std::string_view label, std::string_view value) {
    if (value.empty() || y_ > kLowest) return;
    text(kLeft, 10, label, true);
    for (const std::string& line : contract::wrapped_lines(value, kColumns)) {
      text(kValues, 11, line);
      down();
    }
  }
  void code(const std::string& what) {
    constexpr std::string_view kOpen = "<svg";
    const std::string drawn = qr_svg(what);
    out_ += std::string(kOpen) + attribute("x", kRight - kQrSide) + attribute("y", 28) +
            attribute("width", kQrSide) + attribute("height", kQrSide) + drawn.substr(kOpen.size());
  }
  [[nodiscard]] std::string end() const {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"595.28\" height=\"841.89\" viewBox=\"0 0 "
           "595.28 841.89\" font-family=\"Noto Sans CJK SC, sans-serif\">" +
           out_ + "</svg>";
  }

 private:
  std::string out_;
  int y_ = 56;
};

void put_fields(Paper& paper, const ManifestPaper& what, const contract::WasteField& field) {
  const contract::Manifest& manifest = what.view.record.manifest;
  paper.fact(contract::text(Text::server_manifest_f_field), field.name);
  paper.fact(contract::text(Text::server_manifest_state), state_words(manifest.state));
  paper.fact(contract::text(Text::server_manifest_f_code), code_words(manifest, field));
  for (const contract::ManifestField& one : contract::manifest_fields()) {
    const std::string value = one.get(manifest);
    const bool id =
        one.name.ends_with("facility") || one.name == "contract" || one.name == "field" || one.name == "code";
    if (id || value.empty() || value == "0") continue;
    paper.fact(contract::text(field_label(one.name)), value_words(one.name, value, field, what.view.names));
  }
}

// Of a record that was entered from paper, said first.
void put_slip(Paper& paper, const ManifestPaper& what) {
  const auto& slip = what.view.record.slip;
  if (!slip) return;
  paper.text(kLeft, 11, contract::text(Text::server_paper_mark_long), true);
  paper.down();
  paper.fact(contract::text(Text::server_paper_slip), slip->slip);
  paper.fact(contract::text(Text::server_paper_entered_at), moment_words(slip->entered_at));
  paper.fact(contract::text(Text::server_paper_state), word_words(slip->others));
  if (slip->own.state) paper.fact(contract::text(Text::server_paper_own_state), word_words(slip->own));
  if (slip->carriers.state)
    paper.fact(contract::text(Text::server_paper_carrier_state),
               word_words(slip->carriers, carrier_state_words));
}

void put_signatures(Paper& paper, const ManifestPaper& what) {
  paper.down(8);
  paper.text(kLeft, 12, contract::text(Text::server_manifest_paper_signatures), true);
  paper.rule();
  paper.down();
  for (const contract::ManifestSignature& one : what.view.record.signatures) {
    const std::string at =
        one.method == contract::SignatureMethod::paper ? signed_words(one) : moment_words(one.at);
    paper.fact(signature_words(one.kind),
               at + "  " + signatory_words(one, what.view.names) + "  " + one.hash.substr(0, 16));
  }
}

}  // namespace

std::string manifest_paper(const ManifestPaper& what) {
  const contract::Manifest& manifest = what.view.record.manifest;
  Paper paper;
  paper.code(what.public_url.empty() ? manifest.number : what.public_url + "/waste/m/" + manifest.number);
  paper.text(kLeft, 22, contract::text(Text::server_manifest_paper), true);
  paper.down(26);
  paper.text(kLeft, 14, manifest.number, true);
  paper.down(22);
  paper.text(kLeft, 11, what.content.boundary);
  paper.down(24);
  paper.rule();
  paper.down(8 + kLine);
  if (const contract::WasteField* field = what.content.find(manifest.field)) {
    if (field->mirrored) {
      paper.text(kLeft, 10, contract::text(Text::server_manifest_mirror));
      paper.down();
    }
    put_slip(paper, what);
    put_fields(paper, what, *field);
  }
  put_signatures(paper, what);
  return paper.end();
}

contract::Result<std::string> manifest_pdf(const ManifestPaper& paper) {
  return svgs_to_pdf({manifest_paper(paper)},
                     words(Text::server_manifest_paper) + " " + paper.view.record.manifest.number, kA4Short,
                     kA4Long);
}

}  // namespace wufei::http
