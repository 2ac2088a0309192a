/**
 * The report's layout, as a Typst document. It receives a view (report-view.ts) as JSON and inserts every word and number of it as plain text. So
 * Typst never reads as markup what somebody typed. The document's comments are short, since they are part of the function's bundle.
 */
export const reportPage = String.raw`
#let view = json(bytes(sys.inputs.view))
#let ja = view.language == "ja"
#let ink = rgb("#16324f")
#let soft = rgb("#4a5663")
#let rule-color = rgb("#c9d1da")
#let band = rgb("#eef2f6")

#set document(title: view.programme + ": " + view.title, author: view.programme, description: view.subject, date: none)
#set text(
  font: ("Noto Sans", "Noto Sans JP", "Noto Sans Telugu"),
  size: 8.5pt,
  lang: view.language,
  region: if ja { "JP" } else { "IN" },
  cjk-latin-spacing: none,
  hyphenate: false,
)
#set par(leading: 0.55em, spacing: 0.8em)
#set page(
  paper: "a4",
  margin: (x: 16mm, top: 14mm, bottom: 15mm),
  footer: context [
    #set text(size: 7pt, fill: soft)
    #view.footer #h(1fr) #counter(page).display("1 / 1", both: true)
  ],
)
// A word in katakana stays in one piece.
#show regex("[\u{30a1}-\u{30fa}\u{30fc}]{2,12}"): box
#show heading.where(level: 1): set text(size: 17pt, fill: ink)
// A heading stays with what it heads.
#show heading.where(level: 2): it => block(above: 1.3em, below: 0.7em, sticky: true, text(size: 11.5pt, fill: ink, it.body))
#show heading.where(level: 3): it => block(above: 1.2em, below: 0.5em, sticky: true, text(size: 9pt, fill: ink, it.body))
// A row stays on one page.
#set table.cell(breakable: false)
#let small(body) = text(size: 7.2pt, fill: soft, body)
#let lines = (rest: none, bottom: 0.5pt + rule-color)
#let head(body) = text(size: 7.2pt, weight: "bold", fill: ink, body)
// No row is left alone at the top of a page: a cell across the last two, in a first column without width, may not break.
#let kept(rows) = rows.enumerate().map(((index, row)) => {
  let left = rows.len() - index
  if left == 1 and rows.len() > 1 { row }
  else { (table.cell(rowspan: if left == 2 { 2 } else { 1 }, inset: 0pt)[],) + row }
}).flatten()
#let heads(texts) = table.header(table.cell(inset: 0pt)[], ..texts.map(it => head(it)))

#text(size: 9pt, weight: "bold", fill: soft, view.programme)
#v(-0.5em)
= #view.title #if view.version != "" [ #text(size: 11pt)[(#view.version)]]
#small[#view.implementer \
#view.closed]

#if view.correction != none {
  block(width: 100%, inset: 6pt, stroke: 1pt + ink, radius: 2pt, breakable: false)[
    *#view.correction.lead* #view.correction.reasonLabel #view.correction.reason

    #view.correction.changed #view.correction.because
  ]
  if view.correction.rows.len() > 0 {
    table(
      columns: (0pt, 1fr, auto, auto, auto),
      align: (left, left, right, right, right),
      stroke: lines,
      inset: (x: 4pt, y: 3pt),
      heads(view.correction.heads),
      ..kept(view.correction.rows.map(row => row.map(it => text(size: 7.8pt, it)))),
    )
  }
}

== #view.headline
#for it in view.behind [#block(above: 0.5em, below: 0.7em)[#strong(it.label) #it.text]]
#let card(it) = block(width: 100%, height: 104pt, inset: (x: 8pt, y: 6pt), fill: band, radius: 3pt, breakable: false)[
  #set par(leading: 0.4em, spacing: 0.5em)
  #text(size: 7.6pt, weight: "bold", it.title) \
  #small(it.figureNote)

  #text(size: 17pt, weight: "bold", fill: ink, it.figure)

  #small(it.sentence)

  // The bars of all cards stand at one height.
  #if it.progress != none { v(1fr) }
  #block(above: 5pt, width: 100%, height: if it.progress != none { 25pt } else { auto })[
    #if it.progress != none {
      block(above: 0pt, below: 4.5pt, width: 100%, height: 3.4pt, fill: white, stroke: 0.4pt + ink, {
        place(left, rect(width: it.progress * 1%, height: 3.4pt, fill: ink))
        // The part of the year that is over.
        if it.gone != none { place(left, dx: it.gone * 1%, dy: -2pt, rect(width: 1.2pt, height: 7.4pt, fill: rgb("#b3541e"))) }
      })
    }
    #small(it.year) #if it.pace != "" { linebreak() + text(size: 7.2pt, weight: "bold", it.pace) }
  ]
]
#grid(columns: (1fr, 1fr, 1fr), gutter: 6pt, ..view.cards.map(card))
#if view.noTargets != "" { small(view.noTargets) }
#if view.paceRule != "" { small(view.paceRule) }
#if view.severalMonths != "" { small(view.severalMonths) }

== #view.charts.title
#grid(
  columns: (1fr, 1fr, 1fr),
  column-gutter: 10pt,
  row-gutter: 4pt,
  ..view.charts.drawings.map(it => block(breakable: false)[
    #text(size: 7.6pt, weight: "bold", it.title)
    #v(-3pt)
    #image(bytes(it.svg), format: "svg", width: 100%, alt: it.alt)
  ])
)
#small(view.charts.note)

#if view.narrative != none [
  == #view.narrative.title
  #if view.narrative.note != "" { small(view.narrative.note) }
  #set text(lang: view.narrative.language)
  #for it in view.narrative.paragraphs [
    #it

  ]
]

#if view.stories.items.len() > 0 [
  == #view.stories.title
  #block(sticky: true, small(view.stories.note))
  #for it in view.stories.items {
    block(above: 0.7em, below: 0.7em, breakable: false)[
      #text(weight: "bold", it.title) #if it.outlet != "" [ · #it.outlet] · #it.on
      #if it.url != "" [ \
        // A note in place of an address must be no link.
        #let letters = it.url.clusters()
        #let shown = if letters.len() > 100 { letters.slice(0, 99).join() + "…" } else { it.url }
        #small(if it.url.starts-with(regex("(?i)https?://")) { link(it.url, shown) } else { shown })]
    ]
  }
  #if view.stories.more != "" [ #small(view.stories.more) ]
]

#let bar(it) = block(above: 6pt, below: 7pt, breakable: false)[
  #set par(leading: 0.4em, spacing: 0.45em)
  #text(size: 7.6pt)[*#it.label:* #it.text]

  #if it.width != none {
    block(width: 100%, height: 4.4pt, stroke: 0.4pt + ink, align(left, rect(width: it.width * 1%, height: 4.4pt, fill: ink)))
  }
  #small(it.note)
]
// In one piece, so that its heading is not left at the foot of a page.
#if view.road != none { block(above: 1.6em, breakable: false)[
  == #view.road.title
  #text(size: 8pt, weight: "bold", fill: ink, view.road.asOf)

  #small(view.road.lead)

  #if view.road.asked != "" { view.road.asked }
  #grid(
    columns: (1fr, 1fr),
    column-gutter: 14pt,
    row-gutter: 14pt,
    ..view.road.areas.map(area => block(breakable: false)[
      #text(size: 8.5pt, weight: "bold", fill: ink, area.name)
      #for it in area.bars { bar(it) }
    ])
  )
  #if view.road.help != none {
    v(6pt)
    bar(view.road.help)
  }
] }

== #view.tables.title
#block(sticky: true, small(view.tables.note))

#for theme in view.tables.themes [
  // A theme begins only where its heading and two rows have room. So an empty block takes that room, and the space after it goes back.
  #let room = if theme.rows.any(row => row.asOf != none) { 118pt } else { 92pt }
  #block(height: room, above: 0pt, below: 0pt, breakable: false)
  #v(-room)
  === #theme.title
  #table(
    // The same in every theme, so that a reader finds a column where it was.
    columns: (0pt, 1fr, 60pt, 42pt, 60pt, 60pt, 54pt, 51pt),
    align: (left, left + top) + (right + top,) * 6,
    stroke: lines,
    inset: (x: 3.5pt, y: 3.5pt),
    heads(view.tables.heads),
    ..kept(theme.rows.map(row => (
      [
        #set par(leading: 0.45em, spacing: 0.5em)
        #text(size: 8pt, weight: "bold", row.title) #h(3pt) #text(size: 7.4pt, lang: "te", row.telugu)

        #small[#row.definition #if row.asOf != none { strong(row.asOf) }]

        #if row.leftOut != none { small(row.leftOut) }

        #if row.baseline != none { small(row.baseline) }
      ],
      ..(row.month, row.change, row.year, row.toDate, row.target).map(it => text(size: 7.8pt, it.replace(" (", "\n("))),
      [#text(size: 7.8pt, row.reached)#if row.pace != "" { linebreak() + text(size: 7.2pt, row.pace) }],
    )))
  )
]

== #view.revisions.title
#view.revisions.note
#if view.revisions.rows.len() > 0 {
  table(
    columns: (0pt, auto, 1fr, auto, auto),
    align: (left, left, left, right, right),
    stroke: lines,
    inset: (x: 4pt, y: 2pt),
    heads(view.revisions.heads),
    ..kept(view.revisions.rows.map(row => row.map(it => text(size: 7.8pt, it)))),
  )
}
#if view.revisions.more != "" [ #small(view.revisions.more) ]

== #view.withheld.title
#view.withheld.note
#if view.withheld.rows.len() > 0 {
  table(
    columns: (0pt, 1fr, 1fr, 1fr),
    align: left,
    stroke: lines,
    inset: (x: 4pt, y: 2pt),
    heads(view.withheld.heads),
    ..kept(view.withheld.rows.map(row => row.map(it => text(size: 7.4pt, it)))),
  )
}

== #view.sources.title
#text(size: 8pt, view.sources.text)
#for fact in view.sources.facts [#small[#fact.at(0): #text(size: 6.6pt, fact.at(1))] ]

#set page(flipped: true, margin: (x: 12mm, top: 12mm, bottom: 14mm))
== #view.trend.title
#small(view.trend.note)
// Fixed widths and one text size save time: Typst need not measure the cells first.
#[
  #set text(size: 6.8pt)
  #table(
    columns: (0pt, 1fr) + (47pt,) * 12,
    align: (left, left) + (right,) * 12,
    stroke: lines,
    inset: (x: 3pt, y: 2.5pt),
    heads(view.trend.heads),
    // A ratio's share and numbers on a line each.
    ..kept(view.trend.rows.map(row => (
      row.first(),
      ..row.slice(1).map(it => it.replace(" (", "\n(").replace(" / ", "\u{a0}/\u{a0}")),
    ))),
  )
]

#if view.breakdowns.tables.len() == 0 [
  #small(view.breakdowns.none)
]
#if view.breakdowns.tables.len() > 0 { pagebreak(weak: true) }
#for part in view.breakdowns.tables [
  == #part.title
  #small(view.breakdowns.note)
  #set text(size: 7.2pt)
  #table(
    columns: (120pt,) + (1fr,) * part.columns.len(),
    align: (left,) + (right,) * part.columns.len(),
    stroke: lines,
    inset: (x: 3pt, y: 2.4pt),
    table.header(head(part.keyHeading), ..part.columns.map(it => text(size: 6.2pt, weight: "bold", fill: ink, it))),
    small(view.breakdowns.asOf), ..part.asOf.map(it => small(it)),
    ..part.rows.map(row => (row.label, ..row.cells)).flatten(),
  )
]
`;
