#include "waste/screen/sankey.hpp"

#include <algorithm>
#include <map>

#include "lib/page/html.hpp"

namespace wufei::http {
namespace {

constexpr int kWidth = 720, kTallest = 320, kForEach = 90, kLeft = 150, kRight = 570, kGap = 12,
              kThinnest = 2, kBar = 10;

struct Node {
  std::string name;
  std::int64_t amount = 0;
  int y = 0, height = 0;
  int used = 0;  // of its height, by bands drawn so far
};

std::vector<Node> nodes_of(const std::vector<Flow>& flows, std::string Flow::*end) {
  std::vector<Node> nodes;
  for (const Flow& flow : flows) {
    auto found =
        std::find_if(nodes.begin(), nodes.end(), [&](const Node& one) { return one.name == flow.*end; });
    if (found == nodes.end()) found = nodes.insert(nodes.end(), Node{flow.*end});
    found->amount += flow.amount;
  }
  return nodes;
}

void place(std::vector<Node>& nodes, std::int64_t total, int room) {
  int y = 0;
  for (Node& node : nodes) {
    node.y = y;
    node.height = std::max<int>(kThinnest, static_cast<int>(node.amount * room / total));
    y += node.height + kGap;
  }
}

Node& node_of(std::vector<Node>& nodes, const std::string& name) {
  return *std::find_if(nodes.begin(), nodes.end(), [&](const Node& one) { return one.name == name; });
}

void draw_nodes(HtmlWriter& out, const std::vector<Node>& nodes, int x, bool left) {
  for (const Node& node : nodes) {
    out.element("rect", "",
                {{"x", std::to_string(x)},
                 {"y", std::to_string(node.y)},
                 {"width", std::to_string(kBar)},
                 {"height", std::to_string(node.height)},
                 {"fill", "currentColor"}});
    out.element("text", node.name,
                {{"x", std::to_string(left ? x - 8 : x + kBar + 8)},
                 {"y", std::to_string(node.y + node.height / 2 + 5)},
                 {"text-anchor", left ? "end" : "start"},
                 {"font-size", "14"},
                 {"fill", "currentColor"}});
  }
}

std::string band_path(int from, int to) {
  const std::string left = std::to_string(kLeft + kBar), right = std::to_string(kRight),
                    middle = std::to_string((kLeft + kRight) / 2);
  return "M" + left + "," + std::to_string(from) + "C" + middle + "," + std::to_string(from) + " " + middle +
         "," + std::to_string(to) + " " + right + "," + std::to_string(to);
}

}  // namespace

std::string sankey_svg(const std::vector<Flow>& flows, const std::string& title) {
  if (flows.empty()) return {};
  std::int64_t total = 0;
  for (const Flow& flow : flows) total += flow.amount;
  std::vector<Node> sources = nodes_of(flows, &Flow::from), ends = nodes_of(flows, &Flow::to);
  const int most = static_cast<int>(std::max(sources.size(), ends.size()));
  const int height = std::min(kTallest, kForEach * most), room = height - kGap * most;
  place(sources, total, room);
  place(ends, total, room);
  HtmlWriter out;
  out.open("svg", {{"viewBox", "0 0 " + std::to_string(kWidth) + " " + std::to_string(height)},
                   {"role", "img"},
                   {"class", "flows"},
                   {"aria-label", title},
                   {"width", "100%"}});
  for (const Flow& flow : flows) {
    Node& from = node_of(sources, flow.from);
    Node& to = node_of(ends, flow.to);
    const int thick = std::max<int>(1, static_cast<int>(flow.amount * room / total));
    out.open("path", {{"d", band_path(from.y + from.used + thick / 2, to.y + to.used + thick / 2)},
                      {"fill", "none"},
                      {"stroke", "currentColor"},
                      {"stroke-opacity", "0.25"},
                      {"stroke-width", std::to_string(thick)}});
    out.element("title", flow.from + " → " + flow.to + " " + flow.said).close("path");
    from.used += thick;
    to.used += thick;
  }
  draw_nodes(out, sources, kLeft, true);
  draw_nodes(out, ends, kRight, false);
  return out.close("svg").take();
}

}  // namespace wufei::http
