// Checks a record with the Go project's own note and transparency log packages: an implementation of
// the same formats by others. Signature and checkpoint, every hash tile, every entry, every receipt.
//
//	go run . RECORD VERIFIER_KEY
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Their tiles are called tile/8/L/N, ours tile/L/N.
type tileReader struct{ record string }

func (r tileReader) Height() int { return 8 }
func (r tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(r.record, path))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}
func (r tileReader) SaveTiles([]tlog.Tile, [][]byte) {}

func readEntries(record string, size int64) ([][]byte, error) {
	var entries [][]byte
	for int64(len(entries)) < size {
		tile := tlog.Tile{H: 8, L: 0, N: int64(len(entries)) / 256, W: 256}
		if rest := size - int64(len(entries)); rest < 256 {
			tile.W = int(rest)
		}
		path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
		bundle, err := os.ReadFile(filepath.Join(record, path))
		if err != nil {
			return nil, err
		}
		for len(bundle) >= 2 {
			n := int(binary.BigEndian.Uint16(bundle))
			entries = append(entries, bundle[2:2+n])
			bundle = bundle[2+n:]
		}
	}
	return entries, nil
}

func parseCheckpoint(text string) (tlog.Tree, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 {
		return tlog.Tree{}, fmt.Errorf("a checkpoint of %d lines", len(lines))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != sha256.Size {
		return tlog.Tree{}, fmt.Errorf("a root of %d bytes", len(root))
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

func openCheckpoint(text []byte, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	return parseCheckpoint(opened.Text)
}

func checkReceipt(path string, entries [][]byte, verifier note.Verifier) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	head, checkpoint, found := bytes.Cut(text, []byte("\n\n"))
	if !found {
		return fmt.Errorf("no checkpoint")
	}
	tree, err := openCheckpoint(checkpoint, verifier)
	if err != nil {
		return err
	}
	lines := strings.Split(string(head), "\n")
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		decoded, err := base64.StdEncoding.DecodeString(line)
		if err != nil {
			return err
		}
		var hash tlog.Hash
		copy(hash[:], decoded)
		proof = append(proof, hash)
	}
	post, err := os.ReadFile(path + ".post")
	if err != nil {
		return err
	}
	if !bytes.Equal(post, entries[index]) {
		return fmt.Errorf("entry %d is not the ballot", index)
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(post))
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: go run . RECORD VERIFIER_KEY")
	}
	record := os.Args[1]
	verifier, err := note.NewVerifier(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(record, "checkpoint"))
	if err != nil {
		log.Fatal(err)
	}
	tree, err := openCheckpoint(text, verifier)
	if err != nil {
		log.Fatalf("checkpoint: %v", err)
	}
	entries, err := readEntries(record, tree.N)
	if err != nil {
		log.Fatal(err)
	}
	// Reading through the tiles verifies each of them against the root.
	hashes := tlog.TileHashReader(tree, tileReader{record})
	for i, entry := range entries {
		stored, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(i))})
		if err != nil {
			log.Fatalf("entry %d: %v", i, err)
		}
		if stored[0] != tlog.RecordHash(entry) {
			log.Fatalf("entry %d does not have the hash of its tile", i)
		}
	}
	for size := int64(1); size < tree.N; size++ {
		root, err := tlog.TreeHash(size, hashes)
		if err != nil {
			log.Fatal(err)
		}
		proof, err := tlog.ProveTree(tree.N, size, hashes)
		if err != nil {
			log.Fatal(err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, size, root); err != nil {
			log.Fatalf("the tree does not extend that of size %d: %v", size, err)
		}
	}
	receipts, err := filepath.Glob(filepath.Join(record, "receipts", "*.tlog-proof"))
	if err != nil {
		log.Fatal(err)
	}
	for _, receipt := range receipts {
		if err := checkReceipt(receipt, entries, verifier); err != nil {
			log.Fatalf("%s: %v", receipt, err)
		}
	}
	fmt.Printf("%d entries and %d receipts agree with golang.org/x/mod/sumdb\n", len(entries), len(receipts))
}
