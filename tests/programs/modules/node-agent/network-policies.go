package main

import (
	"context"
	"fmt"
	"log"
	"os/exec"
	"sort"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	netv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corel "k8s.io/client-go/listers/core/v1"
	netl "k8s.io/client-go/listers/networking/v1"
	"k8s.io/client-go/tools/cache"
)

type agent struct {
	pods corel.PodLister
	nss  corel.NamespaceLister
	pols netl.NetworkPolicyLister
}

func sel(s *metav1.LabelSelector) labels.Selector {
	x, err := metav1.LabelSelectorAsSelector(s)
	if err != nil {
		return labels.Nothing()
	}
	return x
}

func live(p *corev1.Pod) bool {
	return p.Status.PodIP != "" && !p.Spec.HostNetwork && p.Status.Phase != corev1.PodSucceeded && p.Status.Phase != corev1.PodFailed
}

func (a *agent) peerPods(ns string, p netv1.NetworkPolicyPeer) (out []*corev1.Pod) {
	spaces := []string{ns}
	if p.NamespaceSelector != nil {
		spaces = nil
		l, _ := a.nss.List(sel(p.NamespaceSelector))
		for _, n := range l {
			spaces = append(spaces, n.Name)
		}
	}
	ps := labels.Everything()
	if p.PodSelector != nil {
		ps = sel(p.PodSelector)
	}
	for _, n := range spaces {
		l, _ := a.pods.Pods(n).List(ps)
		for _, x := range l {
			if live(x) {
				out = append(out, x)
			}
		}
	}
	return
}

func named(p *corev1.Pod, name string, proto corev1.Protocol) (r []string) {
	for _, c := range p.Spec.Containers {
		for _, q := range c.Ports {
			pr := q.Protocol
			if pr == "" {
				pr = corev1.ProtocolTCP
			}
			if q.Name == name && pr == proto {
				r = append(r, fmt.Sprint(q.ContainerPort))
			}
		}
	}
	return
}

// ports gives nft matches; dst resolves named ports (nil: named ports match nothing).
func ports(pp []netv1.NetworkPolicyPort, dst *corev1.Pod) []string {
	if len(pp) == 0 {
		return []string{""}
	}
	var out []string
	for _, p := range pp {
		proto := corev1.ProtocolTCP
		if p.Protocol != nil {
			proto = *p.Protocol
		}
		pl := strings.ToLower(string(proto))
		switch {
		case p.Port == nil:
			out = append(out, "meta l4proto "+pl)
		case p.Port.Type == intstr.String:
			if dst != nil {
				for _, n := range named(dst, p.Port.StrVal, proto) {
					out = append(out, pl+" dport "+n)
				}
			}
		case p.EndPort != nil:
			out = append(out, fmt.Sprintf("%s dport %d-%d", pl, p.Port.IntVal, *p.EndPort))
		default:
			out = append(out, fmt.Sprintf("%s dport %d", pl, p.Port.IntVal))
		}
	}
	return out
}

func v4(c string) bool { return !strings.Contains(c, ":") }

func (a *agent) rule(w *strings.Builder, ns, dir string, peers []netv1.NetworkPolicyPeer, pp []netv1.NetworkPolicyPort, self *corev1.Pod) {
	emit := func(addr string, dst *corev1.Pod) {
		for _, m := range ports(pp, dst) {
			fmt.Fprintf(w, "\t\t%s %s return\n", addr, m)
		}
	}
	in := dir == "saddr"
	if len(peers) == 0 {
		var d *corev1.Pod
		if in {
			d = self
		}
		emit("", d)
	}
	for _, p := range peers {
		if b := p.IPBlock; b != nil {
			if !v4(b.CIDR) {
				continue
			}
			s := "ip " + dir + " " + b.CIDR
			var ex []string
			for _, e := range b.Except {
				if v4(e) {
					ex = append(ex, e)
				}
			}
			if len(ex) > 0 {
				s += " ip " + dir + " != { " + strings.Join(ex, ", ") + " }"
			}
			var d *corev1.Pod
			if in {
				d = self
			}
			emit(s, d)
			continue
		}
		for _, x := range a.peerPods(ns, p) {
			d := x
			if in {
				d = self
			}
			emit("ip "+dir+" "+x.Status.PodIP, d)
		}
	}
}

func (a *agent) render() string {
	pods, _ := a.pods.List(labels.Everything())
	pols, _ := a.pols.List(labels.Everything())
	sort.Slice(pods, func(i, j int) bool { return pods[i].Namespace+"/"+pods[i].Name < pods[j].Namespace+"/"+pods[j].Name })
	sort.Slice(pols, func(i, j int) bool { return pols[i].Namespace+"/"+pols[i].Name < pols[j].Namespace+"/"+pols[j].Name })
	var ch strings.Builder
	var in, eg []string
	for _, p := range pods {
		if !live(p) || !v4(p.Status.PodIP) {
			continue
		}
		var wi, we strings.Builder
		isoI, isoE := false, false
		for _, n := range pols {
			if n.Namespace != p.Namespace || !sel(&n.Spec.PodSelector).Matches(labels.Set(p.Labels)) {
				continue
			}
			types := n.Spec.PolicyTypes
			if len(types) == 0 {
				types = []netv1.PolicyType{netv1.PolicyTypeIngress}
				if len(n.Spec.Egress) > 0 {
					types = append(types, netv1.PolicyTypeEgress)
				}
			}
			for _, t := range types {
				if t == netv1.PolicyTypeIngress {
					isoI = true
					for _, r := range n.Spec.Ingress {
						a.rule(&wi, n.Namespace, "saddr", r.From, r.Ports, p)
					}
				} else {
					isoE = true
					for _, r := range n.Spec.Egress {
						a.rule(&we, n.Namespace, "daddr", r.To, r.Ports, p)
					}
				}
			}
		}
		id := strings.ReplaceAll(p.Status.PodIP, ".", "_")
		if isoI {
			fmt.Fprintf(&ch, "\tchain in_%s {\n%s\t\tcounter drop\n\t}\n", id, wi.String())
			in = append(in, p.Status.PodIP+" : jump in_"+id)
		}
		if isoE {
			fmt.Fprintf(&ch, "\tchain eg_%s {\n%s\t\tcounter drop\n\t}\n", id, we.String())
			eg = append(eg, p.Status.PodIP+" : jump eg_"+id)
		}
	}
	vm := func(f string, e []string) string {
		if len(e) == 0 {
			return ""
		}
		return "\t\tip " + f + " vmap { " + strings.Join(e, ", ") + " }\n"
	}
	est := "\t\tct state established,related accept\n"
	return "table ip network-policies\ndelete table ip network-policies\ntable ip network-policies {\n" + ch.String() +
		"\tchain forward {\n\t\ttype filter hook forward priority filter - 5; policy accept;\n" + est + vm("saddr", eg) + vm("daddr", in) + "\t}\n" +
		"\tchain input {\n\t\ttype filter hook input priority filter - 5; policy accept;\n" + est + vm("saddr", eg) + "\t}\n}\n"
}

// Writes one nftables table, "ip network-policies", whenever a pod, a namespace or a policy changes.
func enforcePolicies(c *kubernetes.Clientset) {
	f := informers.NewSharedInformerFactory(c, 0)
	a := &agent{f.Core().V1().Pods().Lister(), f.Core().V1().Namespaces().Lister(), f.Networking().V1().NetworkPolicies().Lister()}
	changes := make(chan struct{}, 1)
	changed := func() {
		select {
		case changes <- struct{}{}:
		default:
		}
	}
	handler := cache.ResourceEventHandlerFuncs{AddFunc: func(any) { changed() }, UpdateFunc: func(any, any) { changed() }, DeleteFunc: func(any) { changed() }}
	for _, i := range []cache.SharedIndexInformer{f.Core().V1().Pods().Informer(), f.Core().V1().Namespaces().Informer(), f.Networking().V1().NetworkPolicies().Informer()} {
		if _, err := i.AddEventHandler(handler); err != nil {
			log.Fatal(err)
		}
	}
	f.Start(context.Background().Done())
	f.WaitForCacheSync(context.Background().Done())
	last := ""
	for range changes {
		time.Sleep(50 * time.Millisecond)
		rules := a.render()
		if rules == last {
			continue
		}
		nft := exec.Command("nft", "-f", "-")
		nft.Stdin = strings.NewReader(rules)
		if output, err := nft.CombinedOutput(); err != nil {
			log.Printf("nft: %v\n%s\n%s", err, output, rules)
			time.AfterFunc(time.Second, changed)
			continue
		}
		last = rules
	}
}
