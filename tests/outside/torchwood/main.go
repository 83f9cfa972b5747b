// Checks a receipt with torchwood, a C2SP library by others: the policy, its cosignatures, inclusion.
//
//	go run . POLICY RECEIPT POST
package main

import (
	"log"
	"os"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/tlog"
)

func read(path string) []byte {
	bytes, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	return bytes
}

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: go run . POLICY RECEIPT POST")
	}
	policy, err := torchwood.ParsePolicy(read(os.Args[1]))
	if err != nil {
		log.Fatal(err)
	}
	if err := torchwood.VerifyProof(policy, tlog.RecordHash(read(os.Args[3])), read(os.Args[2])); err != nil {
		log.Fatal(err)
	}
}
