// Inclusion and consistency proofs, right and spoiled in every way that we know, each with the verdict
// of transparency-dev/merkle: an implementation by others.
//
//	go run ./merkle_probes > ../vectors/merkle/probes.json
package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log"
	"os"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/merkle/testonly"
)

type probe struct {
	Name  string   `json:"name"`
	First uint64   `json:"first"` // the leaf's index, or the old size
	Size  uint64   `json:"size"`
	Start string   `json:"start"` // the leaf's hash, or the old root
	Root  string   `json:"root"`
	Path  []string `json:"path"`
	Valid bool     `json:"valid"`
}

type vectors struct {
	Inclusion   []probe `json:"inclusion"`
	Consistency []probe `json:"consistency"`
}

type verify func(first, size uint64, path [][]byte, start, root []byte) error

// Ways to spoil a proof: each gives another one, which may happen to be right.
func spoiled(name string, first, size uint64, path [][]byte, start, root []byte, is verify) []probe {
	var probes []probe
	add := func(what string, first, size uint64, path [][]byte, start, root []byte) {
		hashes := []string{}
		for _, hash := range path {
			hashes = append(hashes, hex.EncodeToString(hash))
		}
		probes = append(probes, probe{name + ", " + what, first, size, hex.EncodeToString(start),
			hex.EncodeToString(root), hashes, is(first, size, path, start, root) == nil})
	}
	clone := func() [][]byte { return append([][]byte{}, path...) }
	flip := func(hash []byte, at int) []byte {
		altered := append([]byte{}, hash...)
		altered[at/8] ^= 1 << (at % 8)
		return altered
	}
	garbage := rfc6962.DefaultHasher.HashLeaf([]byte("garbage"))
	add("as it is", first, size, path, start, root)
	for _, other := range []uint64{first - 1, first + 1, first ^ 2, first * 2, first / 2} {
		if other < 1<<40 {
			add(fmt.Sprintf("first %d", other), other, size, path, start, root)
		}
	}
	for _, other := range []uint64{size - 1, size + 1, size ^ 2, size * 2, size / 2, size + 1<<33} {
		add(fmt.Sprintf("size %d", other), first, other, path, start, root)
	}
	add("start altered", first, size, path, flip(start, 9), root)
	add("root altered", first, size, path, start, flip(root, 250))
	add("start and root exchanged", first, size, path, root, start)
	for i := range path {
		altered := clone()
		altered[i] = flip(path[i], 7*i+3)
		add(fmt.Sprintf("hash %d altered", i), first, size, altered, start, root)
		dropped := append(clone()[:i], path[i+1:]...)
		add(fmt.Sprintf("hash %d dropped", i), first, size, dropped, start, root)
	}
	if len(path) >= 2 {
		exchanged := clone()
		exchanged[0], exchanged[1] = path[1], path[0]
		add("first hashes exchanged", first, size, exchanged, start, root)
	}
	add("garbage behind", first, size, append(clone(), garbage), start, root)
	add("garbage before", first, size, append([][]byte{garbage}, path...), start, root)
	add("root behind", first, size, append(clone(), root), start, root)
	add("start before", first, size, append([][]byte{start}, path...), start, root)
	add("no hash", first, size, nil, start, root)
	return probes
}

func inclusion(first, size uint64, path [][]byte, start, root []byte) error {
	return proof.VerifyInclusion(rfc6962.DefaultHasher, first, size, start, path, root)
}

func consistency(first, size uint64, path [][]byte, start, root []byte) error {
	return proof.VerifyConsistency(rfc6962.DefaultHasher, first, size, path, start, root)
}

func main() {
	tree := testonly.New(rfc6962.DefaultHasher)
	for i := 0; i < 300; i++ {
		tree.AppendData([]byte(fmt.Sprintf("entry-%d", i)))
	}
	var out vectors
	for _, c := range [][2]uint64{{0, 1}, {0, 2}, {1, 2}, {2, 3}, {0, 5}, {4, 5}, {5, 7}, {3, 8},
		{255, 256}, {256, 257}, {100, 300}} {
		path, err := tree.InclusionProof(c[0], c[1])
		if err != nil {
			log.Fatal(err)
		}
		name := fmt.Sprintf("entry %d of %d", c[0], c[1])
		out.Inclusion = append(out.Inclusion, spoiled(name, c[0], c[1], path, tree.LeafHash(c[0]),
			tree.HashAt(c[1]), inclusion)...)
	}
	for _, c := range [][2]uint64{{1, 1}, {1, 2}, {2, 3}, {3, 7}, {4, 7}, {6, 8}, {7, 8}, {255, 256},
		{256, 257}, {129, 300}, {300, 300}} {
		path, err := tree.ConsistencyProof(c[0], c[1])
		if err != nil {
			log.Fatal(err)
		}
		for _, each := range spoiled(fmt.Sprintf("%d to %d", c[0], c[1]), c[0], c[1], path,
			tree.HashAt(c[0]), tree.HashAt(c[1]), consistency) {
			// Their verifier lets the caller say anything as the root of the empty tree.
			if each.First != 0 {
				out.Consistency = append(out.Consistency, each)
			}
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		log.Fatal(err)
	}
}
