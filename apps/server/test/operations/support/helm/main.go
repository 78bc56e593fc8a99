// Renders a chart as Helm does, whose engine is Go's text/template with sprig and the few functions below: what differs is
// that nothing is looked up in a cluster. Reads {"chart": folder, "cases": [values, …]} and answers with one result for each.
package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"sigs.k8s.io/yaml"
)

type object = map[string]interface{}

type result struct {
	// What the chart's own values and those of the case make together, which its schema is about.
	Values object            `json:"values"`
	Files  map[string]string `json:"files,omitempty"`
	Error  string            `json:"error,omitempty"`
}

func main() {
	var request struct {
		Chart string   `json:"chart"`
		Cases []object `json:"cases"`
	}
	check(json.NewDecoder(os.Stdin).Decode(&request))
	sources := map[string]string{}
	check(filepath.WalkDir(filepath.Join(request.Chart, "templates"), func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(file)
		name, _ := filepath.Rel(request.Chart, file)
		sources[path.Join("parley", filepath.ToSlash(name))] = string(text)
		return err
	}))
	chart := map[string]interface{}{}
	for key, value := range readYaml(filepath.Join(request.Chart, "Chart.yaml")) {
		chart[strings.ToUpper(key[:1])+key[1:]] = value
	}
	results := []result{}
	for _, given := range request.Cases {
		values := merge(readYaml(filepath.Join(request.Chart, "values.yaml")), given)
		files, err := render(sources, chart, values)
		if err != nil {
			results = append(results, result{Values: values, Error: err.Error()})
		} else {
			results = append(results, result{Values: values, Files: files})
		}
	}
	check(json.NewEncoder(os.Stdout).Encode(results))
}

func render(sources map[string]string, chart object, values object) (map[string]string, error) {
	all := template.New("chart").Option("missingkey=zero")
	all.Funcs(functions(all))
	for name, source := range sources {
		if _, err := all.New(name).Parse(source); err != nil {
			return nil, err
		}
	}
	rendered := map[string]string{}
	for name := range sources {
		if strings.HasPrefix(path.Base(name), "_") {
			continue
		}
		var text strings.Builder
		err := all.ExecuteTemplate(&text, name, object{
			"Values":   values,
			"Chart":    chart,
			"Release":  object{"Name": "chat", "Namespace": "default", "Service": "Helm", "Revision": 1, "IsInstall": true, "IsUpgrade": false},
			"Template": object{"Name": name, "BasePath": "parley/templates"},
			"Capabilities": object{"KubeVersion": object{"Version": "v1.30.0", "Major": "1", "Minor": "30"}},
		})
		if err != nil {
			return nil, err
		}
		rendered[path.Base(name)] = strings.ReplaceAll(text.String(), "<no value>", "")
	}
	return rendered, nil
}

func functions(all *template.Template) template.FuncMap {
	known := sprig.TxtFuncMap()
	delete(known, "env")
	delete(known, "expandenv")
	known["include"] = func(name string, data interface{}) (string, error) {
		var text strings.Builder
		err := all.ExecuteTemplate(&text, name, data)
		return text.String(), err
	}
	known["tpl"] = func(source string, data interface{}) (string, error) {
		one, err := all.Clone()
		if err != nil {
			return "", err
		}
		one, err = one.New("tpl").Parse(source)
		if err != nil {
			return "", err
		}
		var text strings.Builder
		err = one.Execute(&text, data)
		return text.String(), err
	}
	known["required"] = func(message string, value interface{}) (interface{}, error) {
		if value == nil || value == "" {
			return value, fmt.Errorf("%s", message)
		}
		return value, nil
	}
	known["lookup"] = func(string, string, string, string) object { return object{} }
	known["toYaml"] = func(value interface{}) string {
		text, err := yaml.Marshal(value)
		if err != nil {
			return ""
		}
		return strings.TrimSuffix(string(text), "\n")
	}
	return known
}

// A null takes away what the chart has, as Helm does it.
func merge(base object, over object) object {
	for key, value := range over {
		inner, isObject := value.(object)
		own, wasObject := base[key].(object)
		switch {
		case value == nil:
			delete(base, key)
		case isObject && wasObject:
			base[key] = merge(own, inner)
		default:
			base[key] = value
		}
	}
	return base
}

func readYaml(file string) object {
	text, err := os.ReadFile(file)
	check(err)
	var values object
	check(yaml.Unmarshal(text, &values))
	return values
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
