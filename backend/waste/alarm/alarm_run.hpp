// One look of the rules: what is known, which rules are on, what was found. For alarm_watch.cpp and the parts
// of it that have files of their own.
#pragma once

#include <string_view>
#include <vector>

#include "waste/alarm/alarm_watch.hpp"

namespace wufei::service {

class AlarmRun {
 public:
  // All must outlive this.
  AlarmRun(const AlarmFacts& facts, const std::vector<contract::AlarmRule>& rules,
           const std::vector<contract::WasteField>& fields)
      : facts_(facts), rules_(rules), fields_(fields), today_(contract::china_date(facts.now)) {}

  // nullptr: there is none.
  [[nodiscard]] const contract::WasteField* field_of(std::string_view id) const;
  // nullptr: not active yet, or off in this field. `field` nullptr: a rule that is of no field.
  [[nodiscard]] const contract::AlarmRule* rule(std::string_view id, const contract::WasteField* field) const;
  void raise(const contract::AlarmRule& rule, contract::AlarmFinding finding);
  static contract::AlarmFinding of_manifest(const storage::ManifestFacts& one, std::int64_t party,
                                            contract::AlarmLevel level);

 protected:
  const AlarmFacts& facts_;
  const std::vector<contract::AlarmRule>& rules_;
  const std::vector<contract::WasteField>& fields_;
  contract::Date today_;
  std::vector<contract::AlarmFinding> found_;

  // Papers: whoever took waste in without a valid permit (A15), another plate at the gate than on the record
  // (A16), declarations that are due or late (A25), one vehicle under way to two receivers (A29), records
  // that were entered late from paper, or against which the other party speaks (A07).
  void papers();

 private:
  void without_permit(const storage::ManifestFacts& one);
  void other_plate(const GateFacts& one);
  void declaration(const DueDeclaration& one);
  void two_ways();
  void from_paper(const storage::ManifestFacts& one);
};

}  // namespace wufei::service
