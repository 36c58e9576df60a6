package main

import (
	"context"
	"encoding/binary"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"time"

	"golang.org/x/net/dns/dnsmessage"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corel "k8s.io/client-go/listers/core/v1"
	discl "k8s.io/client-go/listers/discovery/v1"
)

var (
	svcs corel.ServiceLister
	eps  discl.EndpointSliceLister
)

const zone = ".svc.cluster.local."

func lookup(name string) (ips []string, found, ours bool) {
	n := strings.ToLower(name)
	if !strings.HasSuffix(n, ".cluster.local.") {
		return nil, false, false
	}
	if !strings.HasSuffix(n, zone) {
		return nil, false, true
	}
	p := strings.Split(strings.TrimSuffix(n, zone), ".")
	if len(p) < 2 {
		return nil, false, true
	}
	ns, s := p[len(p)-1], p[len(p)-2]
	svc, err := svcs.Services(ns).Get(s)
	if err != nil {
		return nil, false, true
	}
	if svc.Spec.ClusterIP != "None" {
		if len(p) == 2 {
			return []string{svc.Spec.ClusterIP}, true, true
		}
		return nil, false, true
	}
	l, _ := eps.EndpointSlices(ns).List(labels.SelectorFromSet(labels.Set{"kubernetes.io/service-name": s}))
	for _, e := range l {
		for _, x := range e.Endpoints {
			if x.Conditions.Ready != nil && !*x.Conditions.Ready {
				continue
			}
			if len(p) == 3 && (x.Hostname == nil || *x.Hostname != p[0]) {
				continue
			}
			ips = append(ips, x.Addresses...)
		}
	}
	return ips, len(ips) > 0, true
}

func answer(q []byte) []byte {
	var m dnsmessage.Message
	if m.Unpack(q) != nil || len(m.Questions) == 0 {
		return nil
	}
	r := dnsmessage.Message{Header: dnsmessage.Header{ID: m.ID, Response: true, Authoritative: true, RecursionDesired: m.RecursionDesired, RecursionAvailable: true}, Questions: m.Questions[:1]}
	x := m.Questions[0]
	ips, found, _ := lookup(x.Name.String())
	if !found {
		r.RCode = dnsmessage.RCodeNameError
	} else if x.Type == dnsmessage.TypeA {
		for _, ip := range ips {
			var a [4]byte
			copy(a[:], net.ParseIP(ip).To4())
			r.Answers = append(r.Answers, dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: x.Name, Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET, TTL: 5}, Body: &dnsmessage.AResource{A: a}})
		}
	}
	b, err := r.Pack()
	if err != nil {
		return nil
	}
	return b
}

// Answers for Services (ClusterIP or, headless, ready endpoints) on UDP and TCP 53; ready on 8181.
func serveNames(c *kubernetes.Clientset) {
	f := informers.NewSharedInformerFactory(c, 0)
	svcs, eps = f.Core().V1().Services().Lister(), f.Discovery().V1().EndpointSlices().Lister()
	f.Start(context.Background().Done())
	f.WaitForCacheSync(context.Background().Done())
	go func() {
		log.Fatal(http.ListenAndServe(":8181", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok") })))
	}()
	go func() {
		l, err := net.Listen("tcp", ":53")
		if err != nil {
			log.Fatal(err)
		}
		for {
			c, err := l.Accept()
			if err != nil {
				continue
			}
			go func() {
				defer c.Close()
				c.SetDeadline(time.Now().Add(5 * time.Second))
				var h [2]byte
				if _, err := io.ReadFull(c, h[:]); err != nil {
					return
				}
				b := make([]byte, binary.BigEndian.Uint16(h[:]))
				if _, err := io.ReadFull(c, b); err != nil {
					return
				}
				if a := answer(b); a != nil {
					binary.BigEndian.PutUint16(h[:], uint16(len(a)))
					c.Write(append(h[:], a...))
				}
			}()
		}
	}()
	u, err := net.ListenPacket("udp", ":53")
	if err != nil {
		log.Fatal(err)
	}
	log.Print("ready")
	b := make([]byte, 1500)
	for {
		n, from, err := u.ReadFrom(b)
		if err != nil {
			continue
		}
		if a := answer(append([]byte(nil), b[:n]...)); a != nil {
			u.WriteTo(a, from)
		}
	}
}
