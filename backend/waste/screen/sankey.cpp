#include "waste/screen/sankey.hpp"

#include <algorithm>

#include "lib/page/html.hpp"

namespace wufei::http {
namespace {

constexpr int kGap = 12, kThinnest = 2, kBar = 10;

struct Node {
  std::string name, tone;
  std::int64_t amount = 0;
  int y = 0, height = 0;
  int used = 0;  // of its height, by bands drawn so far
};

struct Sankey {
  SankeyLook look;
  std::int64_t total = 0;
  std::vector<Node> sources, ends;
  int room = 0;  // height of all amounts together
  int height = 0;
};

std::vector<Node> nodes_of(const std::vector<Flow>& flows, std::string Flow::*end) {
  std::vector<Node> nodes;
  for (const Flow& flow : flows) {
    auto found =
        std::find_if(nodes.begin(), nodes.end(), [&](const Node& one) { return one.name == flow.*end; });
    if (found == nodes.end())
      found = nodes.insert(nodes.end(), Node{flow.*end, end == &Flow::from ? flow.tone : std::string()});
    found->amount += flow.amount;
  }
  return nodes;
}

int scaled(std::int64_t amount, const Sankey& drawing, int least) {
  return std::max<int>(least, static_cast<int>(amount * drawing.room / drawing.total));
}

// Each in a place that its words fit into; answers the height of all.
int place(std::vector<Node>& nodes, const Sankey& drawing) {
  const int words = drawing.look.amount ? drawing.look.size * 5 / 2 : drawing.look.size * 3 / 2;
  int y = 0;
  for (Node& node : nodes) {
    node.height = scaled(node.amount, drawing, kThinnest);
    const int taken = std::max(node.height, words);
    node.y = y + (taken - node.height) / 2;
    y += taken + kGap;
  }
  return y - kGap;
}

// The largest scale at which both sides fit and no bar is thicker than it may be.
void choose_scale(Sankey& drawing) {
  std::int64_t largest = 0;
  for (const auto* side : {&drawing.sources, &drawing.ends})
    for (const Node& node : *side) largest = std::max(largest, node.amount);
  drawing.room = drawing.look.tallest;
  while (scaled(largest, drawing, kThinnest) > drawing.look.thickest) --drawing.room;
  do drawing.height = std::max(place(drawing.sources, drawing), place(drawing.ends, drawing));
  while (drawing.height > drawing.look.tallest && --drawing.room > 0);
}

// The shorter side stands in the middle of the longer one.
void centre(std::vector<Node>& nodes, Sankey& drawing) {
  const int below = drawing.height - place(nodes, drawing);
  for (Node& node : nodes) node.y += below / 2;
}

Node& node_of(std::vector<Node>& nodes, const std::string& name) {
  return *std::find_if(nodes.begin(), nodes.end(), [&](const Node& one) { return one.name == name; });
}

void draw_words(HtmlWriter& out, const SankeyLook& look, const Node& node, int x, bool left) {
  const bool ends = left != look.inside;  // on that side of the bar
  const int middle = node.y + node.height / 2;
  const std::string at = std::to_string(ends ? x - 8 : x + kBar + 8), anchor = ends ? "end" : "start";
  out.element("text", node.name,
              {{"x", at},
               {"y", std::to_string(look.amount ? middle - 2 : middle + look.size / 3)},
               {"text-anchor", anchor},
               {"font-size", std::to_string(look.size)},
               {"fill", "currentColor"}});
  if (look.amount)
    out.element("text", look.amount(node.amount),
                {{"x", at},
                 {"y", std::to_string(middle + look.size)},
                 {"class", "amount"},
                 {"text-anchor", anchor},
                 {"font-size", std::to_string(look.size)},
                 {"fill", "currentColor"}});
}

void draw_nodes(HtmlWriter& out, const SankeyLook& look, const std::vector<Node>& nodes, bool left) {
  const int x = left ? look.left : look.right;
  for (const Node& node : nodes) {
    out.element("rect", "",
                {{"x", std::to_string(x)},
                 {"y", std::to_string(node.y)},
                 {"width", std::to_string(kBar)},
                 {"height", std::to_string(node.height)},
                 {"class", node.tone.empty() ? kNoAttribute : std::string_view(node.tone)},
                 {"fill", "currentColor"}});
    draw_words(out, look, node, x, left);
  }
}

std::string band_path(const SankeyLook& look, int from, int to) {
  const std::string left = std::to_string(look.left + kBar), right = std::to_string(look.right),
                    middle = std::to_string((look.left + look.right) / 2);
  return "M" + left + "," + std::to_string(from) + "C" + middle + "," + std::to_string(from) + " " + middle +
         "," + std::to_string(to) + " " + right + "," + std::to_string(to);
}

void draw_band(HtmlWriter& out, Sankey& drawing, const Flow& flow) {
  Node& from = node_of(drawing.sources, flow.from);
  Node& to = node_of(drawing.ends, flow.to);
  const int thick = scaled(flow.amount, drawing, 1);
  const bool linked = drawing.look.linked && !flow.href.empty();
  if (linked) out.open("a", {{"href", flow.href}, {"tabindex", "-1"}});
  out.open("path",
           {{"d", band_path(drawing.look, from.y + from.used + thick / 2, to.y + to.used + thick / 2)},
            {"fill", "none"},
            {"class", flow.tone.empty() ? kNoAttribute : std::string_view(flow.tone)},
            {"stroke", "currentColor"},
            {"stroke-opacity", "0.25"},
            {"stroke-width", std::to_string(thick)}});
  out.element("title", flow.from + " → " + flow.to + " " + flow.said).close("path");
  if (linked) out.close("a");
  from.used += thick;
  to.used += thick;
}

}  // namespace

std::string sankey_svg(const std::vector<Flow>& flows, const std::string& title, const SankeyLook& look) {
  if (flows.empty()) return {};
  Sankey drawing{look, 0, nodes_of(flows, &Flow::from), nodes_of(flows, &Flow::to)};
  for (const Flow& flow : flows) drawing.total += flow.amount;
  choose_scale(drawing);
  centre(drawing.sources, drawing);
  centre(drawing.ends, drawing);
  HtmlWriter out;
  const bool decoration = title.empty();
  out.open("svg", {{"viewBox", "0 0 " + std::to_string(look.width) + " " + std::to_string(drawing.height)},
                   {"role", decoration ? kNoAttribute : std::string_view("img")},
                   {"class", "flows"},
                   {"aria-label", decoration ? kNoAttribute : std::string_view(title)},
                   {"aria-hidden", decoration ? std::string_view("true") : kNoAttribute},
                   {"width", "100%"}});
  for (const Flow& flow : flows) draw_band(out, drawing, flow);
  draw_nodes(out, look, drawing.sources, true);
  draw_nodes(out, look, drawing.ends, false);
  return out.close("svg").take();
}

}  // namespace wufei::http
