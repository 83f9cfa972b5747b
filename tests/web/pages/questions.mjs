// What is asked in the tests' elections, in both languages.
export const both = (en, zh) => ({ en, zh });
const option = (id, en, zh, more = {}) => ({ id, text: both(en, zh), ...more });

// Every kind of question, and a text that would be a script if anybody took it for markup.
export const questions = [
  {
    id: "plan",
    title: both("Shall the square have trees?", "广场要种树吗？"),
    options: [
      option("yes", "Yes", "要"),
      option("no", "No", "不要"),
      option("later", "Decide next year", "明年再定"),
    ],
    kind: { type: "choose", minimum: 1, maximum: 1, blank: "counted" },
    counting: { method: "plurality" },
  },
  {
    id: "which",
    title: both("Which trees?", "种哪些树？"),
    only_if: { question: "plan", option: "yes" },
    options: [
      option("linden", "Linden", "椴树"),
      option("oak", "Oak", "橡树"),
      option("cherry", "Cherry", "樱桃树"),
      option(
        "script",
        "<script>document.title='taken'</script><img src=x onerror=alert(1)>",
        "<b>脚本</b>",
      ),
    ],
    kind: { type: "choose", minimum: 0, maximum: 2 },
    counting: { method: "approval", winners: 2 },
  },
  {
    id: "name",
    title: both("What shall the square be called?", "广场叫什么名字？"),
    options: [
      option("linden", "Linden Square", "椴树广场"),
      option("market", "Market Square", "集市广场"),
      option("peace", "Peace Square", "和平广场"),
    ],
    kind: { type: "ranking" },
    counting: { method: "condorcet_schulze" },
  },
  {
    id: "order",
    title: both("What is most urgent?", "什么最紧迫？"),
    options: [
      option("benches", "Benches", "长椅"),
      option("light", "Light", "照明"),
      option("water", "Drinking water", "饮用水"),
    ],
    kind: { type: "ranking", ties: "allowed", blank: "counted" },
    counting: { method: "borda" },
  },
  {
    id: "prize",
    title: both("Which designs deserve a prize?", "哪些设计应当获奖？"),
    options: [
      option("a", "Design A", "设计甲"),
      option("b", "Design B", "设计乙"),
      option("c", "Design C", "设计丙"),
    ],
    kind: { type: "places", points: [5, 3], minimum: 1 },
    counting: { method: "score" },
  },
  {
    id: "score",
    title: both("How good are these places for a market?", "这些地点适合办集市吗？"),
    options: [option("north", "North side", "北侧"), option("south", "South side", "南侧")],
    kind: { type: "score", maximum: 5 },
    counting: { method: "score" },
  },
  {
    id: "points",
    title: both("Share out points for events", "为活动分配分数"),
    options: [
      option("music", "Music", "音乐"),
      option("film", "Open-air film", "露天电影"),
      option("sport", "Sport", "体育"),
    ],
    kind: { type: "cumulative", points: 5, limit: "at_most", option_maximum: 3 },
    counting: { method: "score" },
  },
  {
    id: "grade",
    title: both("How do you find these rules?", "您如何评价这些规定？"),
    options: [
      option("quiet", "Quiet after ten", "十点后安静"),
      option("dogs", "Dogs on a lead", "犬只系绳"),
    ],
    kind: {
      type: "grades",
      grades: [
        option("good", "Good", "好"),
        option("fair", "Fair", "一般"),
        option("poor", "Poor", "差"),
      ],
    },
    counting: { method: "majority_judgment" },
  },
  {
    id: "weight",
    title: both("What matters how much?", "各项有多重要？"),
    options: [option("shade", "Shade", "树荫"), option("play", "Playground", "游乐场")],
    kind: { type: "quadratic", levels: 3, credits: 9 },
    counting: { method: "quadratic" },
  },
  {
    id: "budget",
    title: both("What shall be paid for?", "资助哪些项目？"),
    options: [
      option("fountain", "Fountain", "喷泉", { cost: 6000 }),
      option("stage", "Stage", "舞台", { cost: 4000 }),
      option("racks", "Bicycle racks", "自行车架", { cost: 1000 }),
    ],
    kind: { type: "budget", envelope: 7000 },
    counting: { method: "greedy_budget", envelope: 7000 },
  },
  {
    id: "table",
    title: both("How old are you?", "您的年龄？"),
    options: [
      option("young", "Under 30", "30 岁以下"),
      option("old", "30 or older", "30 岁及以上"),
    ],
    kind: {
      type: "table",
      column_title: both("How often do you come here?", "您多久来一次？"),
      columns: [option("often", "Often", "经常"), option("seldom", "Seldom", "很少")],
      report: "margins",
    },
  },
];

export const shortQuestions = [questions[0], questions[1], questions[2]];
