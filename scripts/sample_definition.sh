#!/usr/bin/env bash
# The definition of an election for trying things out: a vote on a proposal, and a ranking.
#
#   scripts/sample_definition.sh ID TITLE CHINESE_TITLE TRUSTEES THRESHOLD
set -euo pipefail
cat <<JSON
{
  "version": "tabella/v1",
  "id": "$1",
  "languages": ["en", "zh-Hans"],
  "title": {"en": "$2", "zh-Hans": "$3"},
  "schedule": {"opens": "2090-05-01T06:00:00Z", "closes": "2090-05-09T18:00:00Z"},
  "roll": {"max_voters": 2000},
  "trustees": {"count": $4, "threshold": $5},
  "revoting": "last_counts",
  "questions": [
    {
      "id": "trees",
      "title": {"en": "Shall the square have trees?", "zh-Hans": "广场要种树吗？"},
      "options": [
        {"id": "yes", "text": {"en": "Yes", "zh-Hans": "要"}},
        {"id": "no", "text": {"en": "No", "zh-Hans": "不要"}}
      ],
      "kind": {"type": "choose", "minimum": 1, "maximum": 1, "blank": "counted"},
      "counting": {"method": "plurality"},
      "decision": {"majority": {"more_than": "1/2", "of": "votes"}, "adopts": "yes"}
    },
    {
      "id": "name",
      "title": {"en": "What shall it be called?", "zh-Hans": "叫什么名字？"},
      "options": [
        {"id": "linden", "text": {"en": "Linden Square", "zh-Hans": "椴树广场"}},
        {"id": "market", "text": {"en": "Market Square", "zh-Hans": "集市广场"}},
        {"id": "peace", "text": {"en": "Peace Square", "zh-Hans": "和平广场"}}
      ],
      "kind": {"type": "ranking"},
      "counting": {"method": "condorcet_schulze"}
    }
  ]
}
JSON
